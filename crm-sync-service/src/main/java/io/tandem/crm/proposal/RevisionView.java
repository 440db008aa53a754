package io.tandem.crm.proposal;

import io.tandem.crm.domain.ProposalTotals;
import java.time.Instant;

/** A revision of a proposal. */
record RevisionView(int revision, ProposalContent content, ProposalTotals totals, Instant createdAt, String author) {
    static RevisionView from(ProposalRevision revision) {
        return new RevisionView(
                revision.revision(),
                revision.content(),
                revision.content().totals(),
                revision.createdAt(),
                revision.author());
    }
}
