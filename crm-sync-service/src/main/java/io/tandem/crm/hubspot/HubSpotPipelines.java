package io.tandem.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.Json;
import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.CrmStage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** The pipelines of deals, in the order in which HubSpot shows them. */
final class HubSpotPipelines {
    private HubSpotPipelines() {}

    static List<CrmPipeline> read(HubSpotApi api) throws CrmException {
        List<CrmPipeline> pipelines = new ArrayList<>();
        for (JsonNode pipeline : inOrder(api.get("/crm/v3/pipelines/deals").path("results"))) {
            pipelines.add(new CrmPipeline(
                    pipeline.path("id").asText(),
                    pipeline.path("label").asText(),
                    inOrder(pipeline.path("stages")).stream()
                            .map(HubSpotPipelines::stage)
                            .toList()));
        }
        return pipelines;
    }

    /** A deal is won at the probability 1, and lost at 0 where it is closed. */
    private static CrmStage stage(JsonNode stage) {
        String told = Json.text(stage.path("metadata"), "probability");
        Double probability = told == null || told.isBlank() ? null : Double.valueOf(told);
        boolean won = probability != null && probability >= 1;
        boolean closed = won || stage.path("metadata").path("isClosed").asText().equals("true");
        return new CrmStage(stage.path("id").asText(), stage.path("label").asText(), closed, won, probability);
    }

    private static List<JsonNode> inOrder(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .filter(node -> !node.path("archived").asBoolean())
                .sorted(Comparator.comparing(
                                (JsonNode node) -> node.path("displayOrder").asInt())
                        .thenComparing(node -> node.path("label").asText()))
                .toList();
    }
}
