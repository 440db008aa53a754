package io.tandem.scoring.accounts;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Stage;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.QueryTimes;
import io.tandem.kit.web.RequestFaults;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which accounts are asked for, and in which order. Parameters that are left out match everything. */
public class AccountFilter {
    private static final int MOST_CHARACTERS = 255;

    // Strings, because REST answers 404 to a query parameter of another type.
    @QueryParam("domain")
    @Parameter(description = "Registrable domain, for example acme.com; finds the whole that it is part of")
    String domain;

    @QueryParam("text")
    @Parameter(description = "Occurs in the name or the domain, in any letter case")
    String text;

    @QueryParam("grade")
    @Parameter(description = "Grade, A1 to D4")
    String grade;

    @QueryParam("stage")
    @Parameter(description = "Stage of qualification", schema = @Schema(implementation = Stage.class))
    String stage;

    @QueryParam("signal")
    @Parameter(description = "Name of a signal in force")
    String signal;

    @QueryParam("minScore")
    @Parameter(description = "At least this total", schema = @Schema(type = SchemaType.NUMBER))
    String minScore;

    @QueryParam("maxScore")
    @Parameter(description = "At most this total", schema = @Schema(type = SchemaType.NUMBER))
    String maxScore;

    @QueryParam("companySize")
    @Parameter(description = "What somebody there said, else what is known of the company: 1-10, 11-50, 51-200 …")
    String companySize;

    @QueryParam("country")
    @Parameter(description = "As it was said or is known, in any letter case")
    String country;

    @QueryParam("owned")
    @Parameter(
            description = "Whether a salesperson holds the relationship",
            schema = @Schema(type = SchemaType.BOOLEAN))
    String owned;

    @QueryParam("activated")
    @Parameter(description = "Whether it reached its first value", schema = @Schema(type = SchemaType.BOOLEAN))
    String activated;

    @QueryParam("seenAfter")
    @Parameter(
            description = "Seen in the product after this time",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String seenAfter;

    @QueryParam("seenBefore")
    @Parameter(
            description = "Not seen in the product since this time",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String seenBefore;

    @QueryParam("sort")
    @Parameter(
            description =
                    "Order, equal ones by id; with - in front from the greatest to the least. change is that of the"
                            + " total within seven days",
            schema =
                    @Schema(
                            enumeration = {
                                "-score",
                                "score",
                                "-engagement",
                                "engagement",
                                "-change",
                                "change",
                                "-lastSeen",
                                "lastSeen",
                                "name",
                                "-name"
                            },
                            defaultValue = "-score"))
    String sort;

    /** The same, understood. */
    record Wanted(
            String domain,
            String text,
            String grade,
            Stage stage,
            String signal,
            BigDecimal minScore,
            BigDecimal maxScore,
            CompanySize companySize,
            String country,
            Boolean owned,
            Boolean activated,
            Instant seenAfter,
            Instant seenBefore,
            AccountOrder order) {}

    /** Tells all that is wrong at once. */
    Wanted wanted() {
        List<FieldFault> faults = new ArrayList<>();
        Wanted wanted = new Wanted(
                text("domain", domain, faults),
                text("text", text, faults),
                parsed(
                        "grade",
                        grade,
                        "must be a letter from A to D and a digit from 1 to 4",
                        AccountFilter::grade,
                        faults),
                parsed("stage", stage, "must be one of NONE, NURTURE, SALES", Stage::valueOf, faults),
                text("signal", signal, faults),
                parsed("minScore", minScore, "must be a number from 0 to 100", AccountFilter::score, faults),
                parsed("maxScore", maxScore, "must be a number from 0 to 100", AccountFilter::score, faults),
                parsed(
                        "companySize",
                        companySize,
                        "must be one of 1-10, 11-50, 51-200, 201-1000, 1001-5000, 5001+",
                        CompanySize::ofLabel,
                        faults),
                text("country", country, faults),
                parsed("owned", owned, "must be true or false", AccountFilter::bool, faults),
                parsed("activated", activated, "must be true or false", AccountFilter::bool, faults),
                QueryTimes.time("seenAfter", seenAfter, faults),
                QueryTimes.time("seenBefore", seenBefore, faults),
                parsed("sort", sort == null ? "-score" : sort, AccountOrder.NAMES, AccountOrder::named, faults));
        if (wanted.minScore() != null
                && wanted.maxScore() != null
                && wanted.minScore().compareTo(wanted.maxScore()) > 0) {
            faults.add(new FieldFault("minScore", "must not be more than maxScore"));
        }
        if (wanted.seenAfter() != null
                && wanted.seenBefore() != null
                && !wanted.seenAfter().isBefore(wanted.seenBefore())) {
            faults.add(new FieldFault("seenAfter", "must be before seenBefore"));
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        return wanted;
    }

    private static String text(String field, String value, List<FieldFault> faults) {
        String text = value == null || value.isBlank() ? null : value.strip();
        if (text != null && text.length() > MOST_CHARACTERS) {
            faults.add(new FieldFault(field, "must have at most " + MOST_CHARACTERS + " characters"));
        }
        return text;
    }

    private static <T> T parsed(
            String field, String value, String fault, Function<String, T> parse, List<FieldFault> faults) {
        try {
            return value == null ? null : parse.apply(value);
        } catch (IllegalArgumentException notOne) {
            faults.add(new FieldFault(field, fault));
            return null;
        }
    }

    private static String grade(String text) {
        return demand(text.matches("[A-D][1-4]"), text);
    }

    private static BigDecimal score(String text) {
        BigDecimal score = new BigDecimal(demand(text.length() < 10, text));
        return demand(score.signum() >= 0 && score.compareTo(BigDecimal.valueOf(100)) <= 0, score);
    }

    private static Boolean bool(String text) {
        return Boolean.valueOf(demand(text.equals("true") || text.equals("false"), text));
    }

    private static <T> T demand(boolean holds, T value) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
        return value;
    }
}
