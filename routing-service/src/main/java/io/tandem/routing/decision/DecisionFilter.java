package io.tandem.routing.decision;

import io.tandem.contracts.Motion;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.QueryTimes;
import io.tandem.kit.web.RequestFaults;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which decisions are asked for; what is left out lets everything pass. */
public class DecisionFilter {
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
        List<FieldFault> faults = new ArrayList<>();
        Instant since = QueryTimes.time("from", from, faults);
        Instant until = QueryTimes.time("to", to, faults);
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        List<Condition> conditions = new ArrayList<>();
        add(conditions, "accountId = :account", "account", accountId);
        add(conditions, "signupId = :signup", "signup", signupId);
        add(conditions, "rule = :rule", "rule", rule);
        add(conditions, "motion = :motion", "motion", motion);
        add(conditions, "policyVersion = :policy", "policy", policyVersion);
        add(conditions, "decidedAt >= :from", "from", since);
        add(conditions, "decidedAt < :to", "to", until);
        return conditions;
    }

    private static void add(List<Condition> conditions, String hql, String parameter, Object value) {
        if (value != null) {
            conditions.add(new Condition(hql, parameter, value));
        }
    }
}
