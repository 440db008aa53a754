package io.tandem.crm.domain;

import java.time.LocalDate;

/** What has become of an offer. */
public enum ProposalStatus {
    DRAFT,
    SENT,
    ACCEPTED,
    DECLINED,
    /** Sent, and its last day is over. Time alone brings it here, so it is never stored. */
    EXPIRED;

    /** As it is on a day; an offer holds for all of its last day. */
    public ProposalStatus on(LocalDate today, LocalDate validUntil) {
        return this == SENT && validUntil.isBefore(today) ? EXPIRED : this;
    }
}
