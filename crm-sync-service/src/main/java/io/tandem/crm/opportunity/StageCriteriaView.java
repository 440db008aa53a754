package io.tandem.crm.opportunity;

import io.tandem.crm.domain.StageCriterion;
import java.time.Instant;
import java.util.List;

/** The entry criteria of all stages. */
record StageCriteriaView(List<StageCriterion> criteria, Instant changedAt, long version) {
    static StageCriteriaView from(StageCriteria criteria) {
        return new StageCriteriaView(criteria.criteria(), criteria.changedAt(), criteria.version());
    }
}
