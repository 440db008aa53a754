package io.tandem.signup.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads what a row says of a signup of the past, and names all that cannot be so. */
public final class PastSignupReader {
    public static final Set<String> REQUIRED_COLUMNS = Set.of("email", "submittedAt");
    public static final Set<String> OPTIONAL_COLUMNS;
    /** The company's own questions. */
    public static final Pattern OWN_COLUMNS = FieldKind.OWN_NAME;

    private static final List<String> CAMPAIGN = List.of("source", "medium", "campaign", "term", "content");
    private static final String CAMPAIGN_PREFIX = "utm_";
    private static final int MOST_OWN = 40;

    static {
        Set<String> columns = new LinkedHashSet<>(List.of(
                "externalId",
                "name",
                "company",
                "companySize",
                "role",
                "useCase",
                "country",
                "talkToSales",
                "userId",
                "anonymousId",
                "selfReported"));
        CAMPAIGN.forEach(parameter -> columns.add(CAMPAIGN_PREFIX + parameter));
        OPTIONAL_COLUMNS = Collections.unmodifiableSet(columns);
    }

    private final Map<String, String> cells;
    private final UnaryOperator<String> normalisedEmail;
    private final RowReader row;

    /** @param normalisedEmail gives null for what is no email address */
    public PastSignupReader(Map<String, String> cells, UnaryOperator<String> normalisedEmail) {
        this.cells = cells;
        this.normalisedEmail = normalisedEmail;
        row = new RowReader(cells::get);
    }

    /** Not to be used if there are faults. */
    public PastSignup read(Instant now) {
        String email = email();
        Instant submittedAt = row.time("submittedAt", now);
        if (submittedAt == null) {
            row.faults().putIfAbsent("submittedAt", "must not be blank");
        }
        return new PastSignup(
                row.text("externalId", 200),
                email,
                submittedAt,
                row.text("name", 200),
                row.text("company", 200),
                row.size("companySize"),
                row.text("role", 100),
                row.text("useCase", 2000),
                row.country("country"),
                row.isYes("talkToSales"),
                row.text("userId", 200),
                row.text("anonymousId", 200),
                row.text("selfReported", 500),
                campaign(),
                own());
    }

    /** All that is wrong, such as {@code country must be …}; after {@link #read}. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        row.faults().forEach((column, reason) -> faults.add(column + " " + reason));
        return faults;
    }

    private String email() {
        String typed = row.text("email");
        if (typed == null) {
            return row.fault("email", "must not be blank");
        }
        String email = normalisedEmail.apply(typed);
        return email == null ? row.fault("email", "must be an email address") : email;
    }

    private Map<String, String> campaign() {
        Map<String, String> campaign = new TreeMap<>();
        for (String parameter : CAMPAIGN) {
            String value = row.text(CAMPAIGN_PREFIX + parameter, 200);
            if (value != null) {
                campaign.put(parameter, value);
            }
        }
        return campaign;
    }

    private Map<String, String> own() {
        Map<String, String> own = new TreeMap<>();
        for (String column : cells.keySet()) {
            if (FieldKind.isOwn(column)) {
                String value = row.text(column, 2000);
                if (value != null) {
                    own.put(column.substring(FieldKind.OWN.length()), value);
                }
            }
        }
        if (own.size() > MOST_OWN) {
            row.fault(FieldKind.OWN + "*", "are more than " + MOST_OWN);
        }
        return own;
    }
}
