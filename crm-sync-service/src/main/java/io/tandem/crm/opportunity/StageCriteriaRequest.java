package io.tandem.crm.opportunity;

import io.tandem.crm.domain.OpportunityStage;
import io.tandem.crm.domain.StageCriterion;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.RequestFaults;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The entry criteria of all stages: they replace those there are.
 *
 * @param version the version that the caller saw; without it the change is made in any case
 */
record StageCriteriaRequest(@NotNull @Size(max = 60) List<@Valid @NotNull CriterionRequest> criteria, Long version) {

    /**
     * One entry criterion.
     *
     * @param key unique; lower-case letters, digits and hyphens
     */
    record CriterionRequest(
            @NotNull OpportunityStage stage,

            @NotNull
            @Pattern(regexp = "[a-z0-9-]{1,60}", message = "must be up to 60 lower-case letters, digits and hyphens")
            String key,

            @NotBlank @Size(max = 300) String text,
            @NotNull StageCriterion.Check check) {}

    List<StageCriterion> list() {
        List<FieldFault> faults = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < criteria.size(); i++) {
            if (!keys.add(criteria.get(i).key())) {
                faults.add(new FieldFault("criteria[" + i + "].key", "is the key of another criterion"));
            }
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        return criteria.stream()
                .map(one -> new StageCriterion(one.stage, one.key, one.text.strip(), one.check))
                .toList();
    }
}
