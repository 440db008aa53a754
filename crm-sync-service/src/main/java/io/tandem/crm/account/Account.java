package io.tandem.crm.account;

import io.tandem.contracts.Firmographics;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What scoring last said of an account. Written in bulk by {@link AccountSnapshots}. */
@Entity
@Immutable
@Table(name = "account")
public class Account {
    @Id
    private UUID accountId;

    private String domain;
    private String name;
    private double scoreTotal;
    private String grade;
    private Instant scoredAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private Firmographics firmographics;

    protected Account() {}

    public UUID accountId() {
        return accountId;
    }

    public String domain() {
        return domain;
    }

    public String name() {
        return name;
    }

    public double scoreTotal() {
        return scoreTotal;
    }

    public String grade() {
        return grade;
    }

    public Instant scoredAt() {
        return scoredAt;
    }

    /** What is known of the company from elsewhere than its people, or null. */
    public Firmographics firmographics() {
        return firmographics;
    }
}
