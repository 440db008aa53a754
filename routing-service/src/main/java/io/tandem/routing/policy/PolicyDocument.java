package io.tandem.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.PolicyChecks;
import io.tandem.routing.storage.StoredJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads definitions strictly: what has no meaning in them is a fault, and one fault does not hide the others. */
final class PolicyDocument {
    static final String SCHEMA_TEXT = Policies.resource("/policy.schema.json");
    private static final int MOST_FAULTS = 100;
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SCHEMA_TEXT);

    private PolicyDocument() {}

    /**
     * What was read and what is wrong with it.
     *
     * @param policy null if it cannot be read
     */
    record Read(Policy policy, List<PolicyFault> faults) {}

    /** What has no place in a definition, and conditions that are none. */
    static Read read(JsonNode definition, StoredJson json) {
        List<PolicyFault> faults = new ArrayList<>(shape(definition));
        if (!faults.isEmpty()) {
            return new Read(null, faults);
        }
        Policy policy = json.read(definition.toString(), Policy.class);
        faults.addAll(conditions(policy));
        return new Read(policy, List.copyOf(faults));
    }

    /** The same, and what contradicts itself. */
    static Read checked(JsonNode definition, StoredJson json) {
        Read read = read(definition, json);
        if (read.policy() == null) {
            return read;
        }
        List<PolicyFault> faults = new ArrayList<>(read.faults());
        PolicyChecks.faults(read.policy()).forEach(fault -> faults.add(PolicyFault.of(fault.place(), fault.reason())));
        return new Read(read.policy(), List.copyOf(faults));
    }

    private static List<PolicyFault> shape(JsonNode definition) {
        List<Error> errors = SCHEMA.validate(
                definition.toString(),
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        Set<PolicyFault> faults = new LinkedHashSet<>();
        for (Error error : errors) {
            String place = error.getInstanceLocation().toString();
            faults.add(PolicyFault.of(place, error.getMessage()));
        }
        return faults.stream().limit(MOST_FAULTS).toList();
    }

    private static List<PolicyFault> conditions(Policy policy) {
        List<PolicyFault> faults = new ArrayList<>();
        for (int i = 0; i < policy.rules().size(); i++) {
            Policy.Rule rule = policy.rules().get(i);
            if (rule.when() == null) {
                continue;
            }
            try {
                PolicyLanguage.checked(rule.when());
            } catch (CelValidationException invalid) {
                for (CelIssue issue : invalid.getErrors()) {
                    faults.add(new PolicyFault(
                            "/rules/" + i + "/when",
                            rule.name(),
                            issue.getSourceLocation().getLine(),
                            issue.getSourceLocation().getColumn() + 1,
                            issue.getMessage()));
                }
            }
        }
        return faults;
    }
}
