package io.tandem.routing.handoff;

import io.tandem.routing.domain.Sla;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;

/** The time for a first touch: how long it is, when it is up, and how far it is used. It begins anew with every owner. */
@Embeddable
class SlaRound {
    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "sla_minutes")
    private int minutes;

    @Column(name = "sla_round")
    private int round;

    @Column(name = "sla_percent")
    private int percent;

    protected SlaRound() {}

    SlaRound(int minutes, Instant due) {
        this.minutes = minutes;
        dueAt = due;
    }

    void begin(Instant due) {
        round++;
        percent = 0;
        dueAt = due;
    }

    /** So much of it is used up, and somebody knows. */
    void use(int mark) {
        percent = mark;
    }

    boolean isUsedUp() {
        return percent >= Sla.BREACHED;
    }

    /** Whether nobody knows of this mark of this round yet. */
    boolean awaits(int ofRound, int mark) {
        return round == ofRound && percent < mark;
    }

    Instant dueAt() {
        return dueAt;
    }

    int minutes() {
        return minutes;
    }

    /** Of working time; zero where no time is set. */
    Duration time() {
        return Duration.ofMinutes(minutes);
    }

    /** How often the time began anew. */
    int round() {
        return round;
    }

    /** The last mark that somebody was told of, in percent; 0 for none. */
    int percent() {
        return percent;
    }
}
