package io.tandem.crm.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which stages of a CRM's pipeline stand for which of ours. Of several, the first is the one that is written; all are
 * understood. One may stand for several of ours, where the CRM has fewer.
 *
 * @param pipelines what the CRM had when it was last asked
 * @param pipeline the one that our sales go through
 * @param stages ids of its stages, by ours
 */
public record PipelineStages(List<CrmPipeline> pipelines, String pipeline, Map<SaleStage, List<String>> stages) {

    /** The first pipeline, mapped as its stages are called and marked. */
    public static PipelineStages usual(List<CrmPipeline> pipelines) {
        CrmPipeline first = pipelines.get(0);
        return new PipelineStages(pipelines, first.id(), UsualStages.of(first.stages()));
    }

    /** The same mapping beside what the CRM has now. */
    public PipelineStages beside(List<CrmPipeline> now) {
        return new PipelineStages(now, pipeline, stages);
    }

    public List<String> of(SaleStage ours) {
        return ours == null ? List.of() : stages.getOrDefault(ours, List.of());
    }

    /** The CRM's stage that is written for ours, if there is one. */
    public Optional<String> out(SaleStage ours) {
        return of(ours).stream().findFirst();
    }

    /**
     * What a stage of the CRM says of a sale. As long as it may mean the stage that we have, it does; and it says nothing
     * of a sale that is at a stage for which the CRM has none.
     *
     * @param held ours, or null if the sale is new here
     * @return empty if it stands for none of ours
     */
    public Optional<SaleStage> in(String theirs, SaleStage held) {
        if (held != null && (of(held).isEmpty() || of(held).contains(theirs))) {
            return Optional.of(held);
        }
        return Arrays.stream(SaleStage.values())
                .filter(ours -> of(ours).contains(theirs))
                .findFirst();
    }

    /** Whether sales of a pipeline of the CRM go through ours: it is that, or none that has stages of its own. */
    public boolean isFor(String theirs) {
        return theirs.equals(pipeline)
                || pipelines.stream().noneMatch(known -> known.id().equals(theirs));
    }

    /** A stage of the CRM in words by which people there find it; its id stands at the end. */
    public String words(String theirs) {
        String label = pipelines.stream()
                .flatMap(known -> known.stage(theirs).stream())
                .map(CrmStage::label)
                .findFirst()
                .orElse("unknown stage");
        return label + " (" + theirs + ")";
    }
}
