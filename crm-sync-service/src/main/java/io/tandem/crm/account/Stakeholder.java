package io.tandem.crm.account;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** Somebody at an account whom we know by email. */
@Entity
@Immutable
@IdClass(Stakeholder.Key.class)
@Table(name = "stakeholder")
public class Stakeholder {
    @Id
    private UUID accountId;

    @Id
    private UUID personId;

    private String name;
    private String email;
    private String role;

    @Enumerated(EnumType.STRING)
    private Source source;

    protected Stakeholder() {}

    /** Where we met the person first-hand: on the form, or in the product only. */
    public enum Source {
        SIGNUP,
        USAGE
    }

    record Key(UUID accountId, UUID personId) {}

    public UUID personId() {
        return personId;
    }

    public String name() {
        return name;
    }

    public String email() {
        return email;
    }

    public String role() {
        return role;
    }

    public Source source() {
        return source;
    }
}
