package io.tandem.routing.rep;

import io.tandem.contracts.Motion;
import io.tandem.routing.domain.Rep;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Somebody who takes handoffs. */
@Entity(name = "rep")
public class SalesRep {
    @Id
    private UUID id;

    private String name;
    private String email;
    private int weight;
    private int priority;
    private int capacity;

    @Convert(converter = MotionSetConverter.class)
    private Set<Motion> motions;

    @Column(name = "meeting_url")
    private String meetingUrl;

    private boolean active;

    @Column(name = "created_at")
    private Instant createdAt;

    protected SalesRep() {}

    static SalesRep hired(UUID id, RepDetails details, Instant now) {
        SalesRep rep = new SalesRep();
        rep.id = id;
        rep.createdAt = now;
        rep.change(details);
        return rep;
    }

    void change(RepDetails details) {
        name = details.name();
        email = details.email();
        weight = details.weight();
        priority = details.priority();
        capacity = details.capacity();
        motions = Set.copyOf(details.motions());
        meetingUrl = details.meetingUrl();
        active = details.active();
    }

    RepDetails details() {
        return new RepDetails(name, email, weight, priority, capacity, motions, meetingUrl, active);
    }

    public UUID id() {
        return id;
    }

    String email() {
        return email;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Whether the rep takes work of a pool; pools are named like motions. */
    public boolean serves(String pool) {
        return motions.stream().anyMatch(motion -> motion.name().equals(pool));
    }

    /** @param waiting handoffs that wait for the rep's first touch */
    public Rep contending(int waiting) {
        return new Rep(id, name, email, weight, priority, capacity, waiting, active);
    }
}
