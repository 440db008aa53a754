package io.tandem.routing.domain;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.Contribution;
import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignupAnswers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes a person out of what was stored. What remains of a signup is what says nothing of the person: the company's size
 * and country, and whether a human was asked for, by which the shipped policies decide.
 */
public final class Erasure {
    /** The advisory lock by which an erasure and decisions keep out of each other's way. */
    public static final long LOCK = 7_245_002;

    static final String ERASED = "[erased]";

    private final UUID personId;
    private final String email;
    private final List<Pattern> mentions;

    /** @param names full names under which the person is known */
    public Erasure(UUID personId, String email, Collection<String> names) {
        this.personId = personId;
        this.email = email;
        this.mentions = new ArrayList<>();
        // What goes on with a dot and a letter is of another domain.
        mentions.add(standingAlone(email, "[\\p{L}\\p{N}._+-]", "[\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}]"));
        names.stream()
                .filter(name -> name != null && name.strip().length() > 1)
                .map(String::strip)
                .forEach(name -> {
                    mentions.add(standingAlone(name, "[\\p{L}\\p{N}]", "[\\p{L}\\p{N}]"));
                    mentions.add(Pattern.compile("(?<=Hello )" + Pattern.quote(name.split("\\s+")[0]) + "(?=,)"));
                });
    }

    /** The person's email and full names give way; where the person is greeted, so does the first name. */
    public String text(String text) {
        String left = text;
        for (Pattern mention : text == null ? List.<Pattern>of() : mentions) {
            left = mention.matcher(left).replaceAll(Matcher.quoteReplacement(ERASED));
        }
        return left;
    }

    public List<String> texts(List<String> texts) {
        return texts == null ? null : texts.stream().map(this::text).toList();
    }

    public DecisionContent content(DecisionContent content) {
        return new DecisionContent(inputs(content.inputs()), outcome(content.brief()), content.pool());
    }

    private RoutingInputs inputs(RoutingInputs inputs) {
        RoutingInputs.Account account = inputs.account();
        return new RoutingInputs(
                inputs.trigger(),
                new RoutingInputs.Account(
                        account.id(),
                        account.domain(),
                        text(account.name()),
                        account.motion(),
                        account.handoff(),
                        account.rest()),
                isOf(inputs.signup()) ? withoutPerson(inputs.signup()) : inputs.signup(),
                score(inputs.score()),
                inputs.signals().stream().map(this::signal).toList(),
                inputs.usage(),
                inputs.relationship(),
                inputs.firmographics(),
                inputs.doNotLeadWithSales());
    }

    private Routing.Outcome outcome(Routing.Outcome outcome) {
        return new Routing.Outcome(
                outcome.motion(),
                outcome.rule(),
                text(outcome.reason()),
                texts(outcome.reasons()),
                outcome.owner(),
                outcome.ownerBecause(),
                outcome.nextStep(),
                outcome.opensHandoff(),
                outcome.pool(),
                outcome.slaMinutes(),
                outcome.ledgerPosition(),
                outcome.acv(),
                outcome.trace().stream()
                        .map(step ->
                                new TraceStep(step.rule(), step.description(), step.result(), text(step.because())))
                        .toList());
    }

    public Brief brief(Brief brief) {
        FirstMessage message = brief.message();
        return new Brief(
                text(brief.who()),
                brief.worth(),
                text(brief.signedUp()),
                brief.whyNow().stream()
                        .map(why -> new Brief.Reason(
                                text(why.sentence()), why.signal(), why.since(), evidence(why.evidence())))
                        .toList(),
                brief.usage(),
                brief.people().stream()
                        .map(one -> new Brief.Colleague(text(one.who()), one.events(), one.lastSeenAt()))
                        .toList(),
                texts(brief.avoid()),
                texts(brief.before()),
                message == null ? null : new FirstMessage(text(message.to()), message.subject(), text(message.body())));
    }

    public boolean isOf(SignupAnswers signup) {
        return signup != null && (personId.equals(signup.personId()) || email.equalsIgnoreCase(signup.email()));
    }

    /** Whom a score tells of. */
    public static Stream<UUID> people(AccountScored scored) {
        return Stream.concat(
                        Stream.ofNullable(scored.signup()).map(SignupAnswers::personId),
                        scored.people().stream().map(AccountPerson::personId))
                .filter(Objects::nonNull);
    }

    /**
     * A score that was on its way while somebody of whom it tells was erased. Who signed up or used the product since is
     * somebody new.
     *
     * @param erasedAt when those who were erased were to be
     */
    public static AccountScored withoutErased(AccountScored scored, Map<UUID, Instant> erasedAt) {
        if (people(scored).noneMatch(erasedAt::containsKey)) {
            return scored;
        }
        SignupAnswers signup = scored.signup();
        UUID signer = signup == null ? null : signup.personId();
        AccountScored left = scored;
        if (isLater(erasedAt.get(signer), signup == null ? null : signup.signedUpAt())) {
            left = new Erasure(signer, signup.email(), Collections.singleton(signup.name())).scored(left);
        }
        for (AccountPerson person : scored.people()) {
            UUID id = person.personId();
            if (!Objects.equals(id, signer) && isLater(erasedAt.get(id), person.lastSeenAt())) {
                left = new Erasure(id, person.email(), Collections.singleton(person.name())).scored(left);
            }
        }
        return left;
    }

    private static boolean isLater(Instant erasedAt, Instant metAt) {
        return erasedAt != null && (metAt == null || !erasedAt.isBefore(metAt));
    }

    private AccountScored scored(AccountScored scored) {
        return new AccountScored(
                scored.accountId(),
                scored.domain(),
                text(scored.accountName()),
                scored.trigger(),
                isOf(scored.signup()) ? withoutPerson(scored.signup()) : scored.signup(),
                score(scored.score()),
                scored.signals() == null
                        ? null
                        : scored.signals().stream().map(this::signal).toList(),
                scored.usage(),
                scored.people().stream()
                        .filter(person -> !personId.equals(person.personId()))
                        .toList(),
                scored.scoredAt(),
                scored.firmographics(),
                scored.doNotLeadWithSales(),
                scored.stage());
    }

    /** What a signup is without the person. */
    private static SignupAnswers withoutPerson(SignupAnswers signup) {
        return new SignupAnswers(
                signup.signupId(),
                signup.sourceId(),
                null,
                null,
                null,
                null,
                signup.companySize(),
                null,
                null,
                signup.country(),
                signup.talkToSales(),
                null,
                null,
                Map.of(),
                signup.signedUpAt(),
                Map.of(),
                signup.doNotLeadWithSales(),
                signup.imported());
    }

    private Score score(Score score) {
        List<Contribution> explanation = score.explanation() == null
                ? null
                : score.explanation().stream().map(this::contribution).toList();
        return new Score(
                score.total(), score.fit(), score.engagement(), score.grade(), explanation, score.modelVersion());
    }

    private Contribution contribution(Contribution of) {
        return new Contribution(of.rule(), of.group(), of.points(), text(of.reason()));
    }

    private Signal signal(Signal signal) {
        return new Signal(signal.name(), signal.firedAt(), text(signal.reason()), evidence(signal.evidence()));
    }

    private Map<String, Object> evidence(Map<String, Object> evidence) {
        if (evidence == null) {
            return null;
        }
        Map<String, Object> left = new LinkedHashMap<>();
        evidence.forEach((part, value) -> left.put(part, value(value)));
        return left;
    }

    private Object value(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(this::value).toList();
        }
        return value instanceof String text ? text(text) : value;
    }

    private static Pattern standingAlone(String text, String notBefore, String notAfter) {
        return Pattern.compile(
                "(?<!" + notBefore + ")" + Pattern.quote(text) + "(?!" + notAfter + ")",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
