package io.tandem.routing.handoff;

import io.tandem.routing.domain.Needs;
import io.tandem.routing.storage.StoredJson;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What a handoff is about, as it was when it was opened; lists and records as JSON. */
@Embeddable
class HandoffSubject {
    // Words are written once, and else by erasures only: a change of status must not bring back what was erased
    // meanwhile.
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(updatable = false)
    private String reasons;

    @Column(updatable = false)
    private String brief;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "brief_facts", updatable = false)
    private String briefFacts;

    @Column(name = "hand_raiser")
    private boolean handRaiser;

    @JdbcTypeCode(SqlTypes.JSON)
    private String signals;

    @JdbcTypeCode(SqlTypes.JSON)
    private String needs;

    protected HandoffSubject() {}

    HandoffSubject(Handoffs.Opening opening, StoredJson json) {
        reasons = json.write(opening.event().reasons());
        brief = opening.event().brief();
        briefFacts = json.write(opening.brief());
        handRaiser = opening.handRaiser();
        signals = json.write(opening.signals());
        needs = json.write(opening.needs());
    }

    String reasons() {
        return reasons;
    }

    String brief() {
        return brief;
    }

    /** The brief in its parts; null of handoffs from before there were any. */
    String briefFacts() {
        return briefFacts;
    }

    /** Whether somebody there asked for a human. */
    boolean handRaiser() {
        return handRaiser;
    }

    /** Names of the signals in force. */
    String signals() {
        return signals;
    }

    String needs() {
        return needs;
    }

    /** What a rep had better bring. */
    Needs needs(StoredJson json) {
        return needs == null ? Needs.NONE : json.read(needs, Needs.class);
    }
}
