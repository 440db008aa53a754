package io.tandem.crm.sync;

import io.tandem.crm.connection.Connection;
import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.domain.PipelineStages;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SaleStage;
import io.tandem.crm.domain.SyncField;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Says the stages of sales as a CRM calls them, and hears them as ours. A stage that stands for none of ours is heard in
 * the CRM's words.
 */
final class DealStages {
    private final PipelineStages stages;
    private final String property;
    private final String pipelineProperty;

    private DealStages(PipelineStages stages, String property, String pipelineProperty) {
        this.stages = stages;
        this.property = property;
        this.pipelineProperty = pipelineProperty;
    }

    /** Those of a connection. They change nothing where the stage is not kept in the CRM's own pipeline. */
    static DealStages of(Connection connection, CrmConnector connector, RecordKind kind) {
        String property = connector.stageProperty().orElse(null);
        boolean mapped = kind == RecordKind.DEAL && connection.stages() != null && connection.keepsStageIn(property);
        return new DealStages(
                mapped ? connection.stages() : null,
                property,
                connector.pipelineProperty().orElse(null));
    }

    /** A sale of ours as the CRM shall have it; nothing of its stage if the CRM has none for it. */
    OutgoingRecord said(OutgoingRecord record) {
        if (stages == null || !record.properties().containsKey(property)) {
            return record;
        }
        Map<String, String> properties = new HashMap<>(record.properties());
        properties.remove(property);
        SaleStage.of(record.properties().get(property)).flatMap(stages::out).ifPresent(stage -> {
            properties.put(property, stage);
            if (pipelineProperty != null) {
                properties.put(pipelineProperty, stages.pipeline());
            }
        });
        return new OutgoingRecord(record.id(), record.remoteId(), properties, record.companyId(), record.version());
    }

    /** What the CRM says it holds, after ours was sent. */
    WriteResult heard(WriteResult result, Map<SyncField, String> sent) {
        if (stages == null || result.values() == null || result.values().get(property) == null) {
            return result;
        }
        return result.with(heard(result.values(), sent.get(SyncField.DEAL_STAGE)));
    }

    /** A sale that began in the CRM, in our words. */
    CrmRecord heard(CrmRecord record) {
        return heard(record, (String) null);
    }

    /** A sale of ours as the CRM has it, in our words; a stage that we may have said there is heard as we said it. */
    CrmRecord heard(CrmRecord record, OurRecord ours, QueuedRecord queued) {
        String held = ours.values().get(SyncField.DEAL_STAGE);
        String theirs = record.properties().get(property);
        Set<String> tried = queued.tried().getOrDefault(SyncField.DEAL_STAGE, Set.of());
        if (stages == null
                || theirs == null
                || tried.isEmpty()
                || stages.in(theirs, stageOf(held)).equals(SaleStage.of(held))) {
            return heard(record, held);
        }
        return heard(
                record,
                tried.stream()
                        .filter(sent -> stages.of(stageOf(sent)).contains(theirs))
                        .findFirst()
                        .orElse(held));
    }

    private CrmRecord heard(CrmRecord record, String held) {
        return stages == null || record.properties().get(property) == null
                ? record
                : record.with(heard(record.properties(), held));
    }

    private static SaleStage stageOf(String words) {
        return SaleStage.of(words).orElse(null);
    }

    /** Whether a sale that began there goes through the pipeline that ours go through. */
    boolean isOurs(CrmRecord record) {
        String there = pipelineProperty == null ? null : record.properties().get(pipelineProperty);
        return stages == null || there == null || stages.isFor(there);
    }

    private Map<String, String> heard(Map<String, String> properties, String held) {
        String theirs = properties.get(property);
        Map<String, String> heard = new HashMap<>(properties);
        heard.put(
                property, stages.in(theirs, stageOf(held)).map(SaleStage::name).orElseGet(() -> stages.words(theirs)));
        return heard;
    }
}
