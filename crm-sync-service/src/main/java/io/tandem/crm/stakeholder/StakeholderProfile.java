package io.tandem.crm.stakeholder;

import io.tandem.crm.domain.DecisionRole;
import io.tandem.crm.domain.Influence;
import io.tandem.crm.domain.Seniority;
import io.tandem.crm.domain.Stance;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** What people say of a stakeholder; no machine overwrites it. */
@Entity
@Table(name = "stakeholder_profile")
class StakeholderProfile {
    @EmbeddedId
    private ProfileKey key;

    private String name;
    private String title;
    private String phone;

    @Enumerated(EnumType.STRING)
    private DecisionRole decisionRole;

    @Enumerated(EnumType.STRING)
    private Influence influence;

    @Enumerated(EnumType.STRING)
    private Stance stance;

    @Enumerated(EnumType.STRING)
    private Seniority seniority;

    private UUID reportsTo;
    private LocalDate leftOn;
    private Instant updatedAt;

    @Version
    private long version;

    protected StakeholderProfile() {}

    StakeholderProfile(ProfileKey key) {
        this.key = key;
    }

    void called(String newName, String newTitle, String newPhone, Instant now) {
        name = newName;
        title = newTitle;
        phone = newPhone;
        updatedAt = now;
    }

    void judged(DecisionRole newRole, Influence newInfluence, Stance newStance, Seniority newSeniority, Instant now) {
        decisionRole = newRole;
        influence = newInfluence;
        stance = newStance;
        seniority = newSeniority;
        updatedAt = now;
    }

    void placed(UUID superior, LocalDate left, Instant now) {
        reportsTo = superior;
        leftOn = left;
        updatedAt = now;
    }

    ProfileKey key() {
        return key;
    }

    String name() {
        return name;
    }

    String title() {
        return title;
    }

    String phone() {
        return phone;
    }

    DecisionRole decisionRole() {
        return decisionRole;
    }

    Influence influence() {
        return influence;
    }

    Stance stance() {
        return stance;
    }

    Seniority seniority() {
        return seniority;
    }

    UUID reportsTo() {
        return reportsTo;
    }

    LocalDate leftOn() {
        return leftOn;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    long version() {
        return version;
    }
}
