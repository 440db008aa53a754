package io.tandem.crm.domain;

import java.util.List;
import java.util.Optional;

/** A row of stages that sales go through in a CRM, in their order. */
public record CrmPipeline(String id, String label, List<CrmStage> stages) {
    public Optional<CrmStage> stage(String stageId) {
        return stages.stream().filter(stage -> stage.id().equals(stageId)).findFirst();
    }
}
