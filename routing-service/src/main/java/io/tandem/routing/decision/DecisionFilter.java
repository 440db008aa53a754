package io.tandem.routing.decision;

import io.tandem.contracts.Motion;
import io.tandem.kit.web.RequestFaults;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which decisions are asked for; what is left out lets everything pass. */
public class DecisionFilter {
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    @QueryParam("accountId")
    UUID accountId;

    @QueryParam("signupId")
    UUID signupId;

    @QueryParam("rule")
    @Parameter(description = "The name of the rule that decided; none where no rule matched")
    String rule;

    @QueryParam("motion")
    Motion motion;

    @QueryParam("policyVersion")
    String policyVersion;

    @QueryParam("from")
    @Parameter(description = "Decided then or later", schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String from;

    @QueryParam("to")
    @Parameter(description = "Decided before then", schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String to;

    /** A condition in HQL and the value of its only parameter. */
    record Condition(String hql, String parameter, Object value) {}

    List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        add(conditions, "accountId = :account", "account", accountId);
        add(conditions, "signupId = :signup", "signup", signupId);
        add(conditions, "rule = :rule", "rule", rule);
        add(conditions, "motion = :motion", "motion", motion);
        add(conditions, "policyVersion = :policy", "policy", policyVersion);
        add(conditions, "decidedAt >= :from", "from", time("from", from));
        add(conditions, "decidedAt < :to", "to", time("to", to));
        return conditions;
    }

    private static void add(List<Condition> conditions, String hql, String parameter, Object value) {
        if (value != null) {
            conditions.add(new Condition(hql, parameter, value));
        }
    }

    private static Instant time(String name, String text) {
        try {
            Instant time = text == null ? null : Instant.parse(text);
            if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST))) {
                throw new DateTimeException("out of range");
            }
            return time;
        } catch (DateTimeException notATime) {
            throw RequestFaults.problem(name, "must be a time such as 2026-03-02T09:14:07Z");
        }
    }
}
