package io.tandem.routing.rep;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.routing.calendar.WorkingHours;
import io.tandem.routing.domain.Away;
import io.tandem.routing.domain.Rep;
import io.tandem.routing.storage.StoredJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Somebody who takes handoffs. */
@Entity(name = "rep")
public class SalesRep {
    @Id
    private UUID id;

    private String name;
    private String email;

    @Enumerated(EnumType.STRING)
    private Role role;

    private int weight;
    private int priority;
    private int capacity;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> skills;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> languages;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "working_hours")
    private String workingHours;

    @Column(name = "meeting_url")
    private String meetingUrl;

    private boolean active;

    @Column(name = "created_at")
    private Instant createdAt;

    protected SalesRep() {}

    static SalesRep hired(UUID id, RepDetails details, Instant now, StoredJson json) {
        SalesRep rep = new SalesRep();
        rep.id = id;
        rep.createdAt = now;
        rep.change(details, json);
        return rep;
    }

    void change(RepDetails details, StoredJson json) {
        name = details.name();
        email = details.email();
        role = details.role();
        weight = details.weight();
        priority = details.priority();
        capacity = details.capacity();
        skills = details.skills();
        languages = details.languages();
        workingHours = json.write(details.workingHours());
        meetingUrl = details.meetingUrl();
        active = details.active();
    }

    RepDetails details(Set<Motion> motions, StoredJson json) {
        return new RepDetails(
                name,
                email,
                role,
                weight,
                priority,
                capacity,
                motions,
                List.copyOf(skills),
                List.copyOf(languages),
                workingHours(json),
                meetingUrl,
                active);
    }

    public UUID id() {
        return id;
    }

    String email() {
        return email;
    }

    public Role role() {
        return role;
    }

    /** Null for who always works, or as the pool does. */
    public WorkingHours workingHours(StoredJson json) {
        return json.read(workingHours, WorkingHours.class);
    }

    public boolean isActive() {
        return active;
    }

    public Owner asOwner() {
        return new Owner(id, name, email);
    }

    Instant createdAt() {
        return createdAt;
    }

    /**
     * The rep as one of a pool.
     *
     * @param share the weight in that pool, or null for the rep's own
     * @param waiting handoffs that wait for the rep's first touch
     * @param away null at work
     */
    public Rep contending(Integer share, int waiting, Away away) {
        int weightHere = share == null ? weight : share;
        return new Rep(id, name, email, weightHere, priority, capacity, waiting, active, away, skills, languages);
    }
}
