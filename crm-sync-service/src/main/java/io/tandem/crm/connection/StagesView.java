package io.tandem.crm.connection;

import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.PipelineStages;
import io.tandem.crm.domain.SaleStage;
import java.util.Arrays;
import java.util.List;

/**
 * For which of our stages those of the CRM stand.
 *
 * @param pipeline the one that our sales go through; null while it is not known which the CRM has
 * @param stages each of ours, in order
 * @param pipelines what the CRM had when it was last asked
 * @param version of the connection
 */
record StagesView(String pipeline, List<StageMappingView> stages, List<CrmPipeline> pipelines, long version) {
    static StagesView from(Connection connection) {
        PipelineStages mapped = connection.stages();
        return mapped == null
                ? new StagesView(null, List.of(), List.of(), connection.version())
                : new StagesView(
                        mapped.pipeline(),
                        Arrays.stream(SaleStage.values())
                                .map(stage -> new StageMappingView(stage, mapped.of(stage)))
                                .toList(),
                        mapped.pipelines(),
                        connection.version());
    }
}
