package io.tandem.routing.assignment;

import io.tandem.routing.domain.Ledger;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.math.BigDecimal;
import java.util.UUID;

/** One rep's line in the ledger of one pool. */
@Entity(name = "ledger_entry")
@IdClass(LedgerEntry.Key.class)
class LedgerEntry {
    record Key(String pool, UUID repId) {}

    @Id
    private String pool;

    @Id
    @Column(name = "rep_id")
    private UUID repId;

    private int weight;
    private long assigned;

    @Column(precision = 30, scale = 9)
    private BigDecimal credit;

    @Column(name = "last_sequence")
    private long lastSequence;

    private boolean present;

    protected LedgerEntry() {}

    static LedgerEntry of(String pool, Ledger.Standing standing) {
        LedgerEntry entry = new LedgerEntry();
        entry.pool = pool;
        entry.repId = standing.repId();
        entry.weight = standing.weight();
        entry.assigned = standing.assigned();
        entry.credit = standing.credit();
        entry.lastSequence = standing.lastSequence();
        entry.present = standing.present();
        return entry;
    }

    Ledger.Standing standing() {
        return new Ledger.Standing(repId, weight, assigned, credit, lastSequence, present);
    }
}
