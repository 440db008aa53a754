package io.tandem.scoring.prediction;

import io.tandem.contracts.AccountId;
import io.tandem.scoring.domain.prediction.Target;
import io.tandem.scoring.domains.Domains;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Makes an outcome of what somebody wrote, or tells all that is wrong with it. */
final class OutcomeReader {
    static final int MOST_FIELDS = 60;

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_WORD = 100;
    private static final String FIELD_NAME = "[A-Za-z][A-Za-z0-9 _.:-]*";

    private final Domains domains;
    private final RuleScores rules;
    private final Instant now;

    OutcomeReader(Domains domains, RuleScores rules, Instant now) {
        this.domains = domains;
        this.rules = rules;
        this.now = now;
    }

    /**
     * As written. Empty texts are absent.
     *
     * @param fields the other fields, as numbers or text
     * @param fieldsKnownAt since when the fields are known that say so
     */
    record Written(
            String domain,
            String accountId,
            String outcome,
            String knownAt,
            String asOf,
            String ruleScore,
            Map<String, Object> fields,
            Map<String, String> fieldsKnownAt) {}

    /** Either an outcome or the reason why it is none. */
    record Result(PastOutcome outcome, String refusal) {}

    Result read(Written written) {
        List<String> faults = new ArrayList<>();
        UUID account = account(written, faults);
        String word = written.outcome() == null ? "" : written.outcome().strip().toLowerCase(Locale.ROOT);
        Target target =
                switch (word) {
                    case "converted", "not-converted" -> Target.CONVERSION;
                    case "churned", "retained" -> Target.CHURN;
                    default -> null;
                };
        if (target == null && !word.isEmpty()) {
            faults.add("outcome must be converted, not-converted, churned, retained, or empty while it is open");
        }
        Instant knownAt = time("known_at", written.knownAt(), faults);
        Instant asOf = time("as_of", written.asOf(), faults);
        if (target != null && written.knownAt() == null) {
            faults.add("known_at must say since when the outcome is known");
        }
        if (asOf == null) {
            asOf = knownAt == null ? now : knownAt;
        } else if (target != null && knownAt != null && asOf.isAfter(knownAt)) {
            faults.add("as_of must not be after known_at");
        }
        Double ruleScore = number("rule_score", written.ruleScore(), faults);
        Map<String, Object> facts = facts(written, faults);
        List<String> late = late(written, facts, asOf, faults);
        boolean scoreDerived = faults.isEmpty() && target != null && ruleScore == null;
        if (scoreDerived) {
            ruleScore = rules.of(account, written.domain(), facts, asOf);
        }
        return faults.isEmpty()
                ? new Result(
                        new PastOutcome(
                                account,
                                target,
                                word.equals("converted") || word.equals("churned"),
                                asOf,
                                target == null ? asOf : knownAt,
                                ruleScore,
                                scoreDerived,
                                facts,
                                late),
                        null)
                : new Result(null, String.join("; ", faults));
    }

    private UUID account(Written written, List<String> faults) {
        if ((written.domain() == null) == (written.accountId() == null)) {
            faults.add("either domain or account_id must be given");
            return null;
        }
        if (written.accountId() != null) {
            try {
                return UUID.fromString(written.accountId().strip());
            } catch (IllegalArgumentException noId) {
                faults.add("account_id must be a UUID");
                return null;
            }
        }
        UUID id = domains.ofHost(written.domain().strip().toLowerCase(Locale.ROOT))
                .map(AccountId::ofDomain)
                .orElse(null);
        if (id == null) {
            faults.add("domain must be one that a company registered");
        }
        return id;
    }

    private Instant time(String name, String text, List<String> faults) {
        if (text == null) {
            return null;
        }
        try {
            Instant time = text.strip().length() == 10
                    ? LocalDate.parse(text.strip()).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text.strip()).toInstant();
            if (time.isAfter(now)) {
                faults.add(name + " must not be in the future");
            } else if (time.isBefore(Instant.EPOCH)) {
                faults.add(name + " must not be before 1970");
            }
            return time;
        } catch (DateTimeParseException noTime) {
            faults.add(name + " must be a date, such as 2026-03-31, or a time with its offset, such as"
                    + " 2026-03-31T12:00:00Z");
            return null;
        }
    }

    private static Double number(String name, String text, List<String> faults) {
        Double number = text == null ? null : asNumber(text.strip());
        if (text != null && number == null) {
            faults.add(name + " must be a number");
        }
        return number;
    }

    private static Map<String, Object> facts(Written written, List<String> faults) {
        Map<String, Object> facts = new TreeMap<>();
        if (written.fields().size() > MOST_FIELDS) {
            faults.add("there must be at most " + MOST_FIELDS + " further fields");
            return facts;
        }
        written.fields().forEach((name, value) -> {
            if (name.length() > LONGEST_NAME || !name.matches(FIELD_NAME)) {
                faults.add("the name of a field must have at most " + LONGEST_NAME
                        + " letters, digits, spaces and _ . : - and begin with a letter");
            } else if (value instanceof Boolean flag) {
                facts.put(name, flag ? 1.0 : 0.0);
            } else if (value instanceof Number number) {
                if (Double.isFinite(number.doubleValue())) {
                    facts.put(name, number.doubleValue());
                } else {
                    faults.add(name + " must be a finite number");
                }
            } else if (value instanceof String text && !text.isBlank()) {
                word(name, text.strip(), facts, faults);
            } else if (value != null && !(value instanceof String)) {
                faults.add(name + " must be a number, a word, true or false");
            }
        });
        return facts;
    }

    /** Outcomes are of accounts. An address in them is a person's, and nobody would find it there to erase it. */
    private static void word(String name, String text, Map<String, Object> facts, List<String> faults) {
        Double number = asNumber(text);
        if (number != null) {
            facts.put(name, number);
        } else if (text.indexOf('@') >= 0) {
            faults.add(name + " holds an email address: outcomes are of accounts, not of people");
        } else if (text.length() > LONGEST_WORD) {
            faults.add(name + " must have at most " + LONGEST_WORD + " characters");
        } else {
            facts.put(name, text);
        }
    }

    private List<String> late(Written written, Map<String, Object> facts, Instant asOf, List<String> faults) {
        List<String> late = new ArrayList<>();
        new TreeMap<>(written.fieldsKnownAt()).forEach((name, text) -> {
            Instant known = time(name + "_known_at", text, faults);
            if (known != null && facts.containsKey(name) && known.isAfter(asOf)) {
                late.add(name);
            }
        });
        return late;
    }

    private static Double asNumber(String text) {
        if (!text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?") || text.length() > 40) {
            return null;
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? (Double) number : null;
    }
}
