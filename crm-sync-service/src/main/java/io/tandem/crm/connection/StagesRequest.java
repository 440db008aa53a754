package io.tandem.crm.connection;

import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.CrmStage;
import io.tandem.crm.domain.PipelineStages;
import io.tandem.crm.domain.SaleStage;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.RequestFaults;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * For which of our stages those of the CRM stand from now on.
 *
 * @param pipeline the CRM's id of the pipeline that our sales go through
 * @param stages what is not named stands for none: it is neither written nor taken over
 * @param version the version of the connection that the caller saw; without it the change is made in any case
 */
record StagesRequest(
        @NotBlank @Size(max = 255) String pipeline,

        @NotNull @Size(max = 7) List<@NotNull @Valid StageMappingRequest> stages,

        Long version) {

    /** What it says, held against what the CRM has; all that is wrong at once. */
    PipelineStages among(List<CrmPipeline> there) {
        CrmPipeline chosen = there.stream()
                .filter(known -> known.id().equals(pipeline))
                .findFirst()
                .orElseThrow(() -> RequestFaults.problem(
                        "pipeline",
                        "is none of "
                                + String.join(
                                        ", ",
                                        there.stream().map(CrmPipeline::id).toList())));
        Map<SaleStage, List<String>> mapped = new EnumMap<>(SaleStage.class);
        List<FieldFault> faults = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            StageMappingRequest row = stages.get(i);
            if (mapped.put(row.stage(), List.copyOf(row.crmStages())) != null) {
                faults.add(new FieldFault("stages[" + i + "].stage", "is mapped twice"));
            }
            for (int j = 0; j < row.crmStages().size(); j++) {
                String at = "stages[" + i + "].crmStages[" + j + "]";
                CrmStage stage = chosen.stage(row.crmStages().get(j)).orElse(null);
                if (stage == null) {
                    faults.add(new FieldFault(at, "is no stage of the pipeline " + chosen.label()));
                } else if (!stage.isLike(row.stage())) {
                    faults.add(new FieldFault(at, "is " + end(stage) + " there"));
                }
            }
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        return new PipelineStages(there, pipeline, mapped);
    }

    private static String end(CrmStage stage) {
        return stage.won() ? "won" : stage.closed() ? "lost" : "open";
    }
}
