package io.tandem.crm.opportunity;

import io.tandem.crm.domain.StageCriterion;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The one row that says what has to be so before an opportunity enters each stage. */
@Entity
@Table(name = "stage_criteria")
class StageCriteria {
    static final int ONLY = 1;

    @Id
    private int id;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<StageCriterion> criteria;

    private Instant changedAt;

    @Version
    private long version;

    protected StageCriteria() {}

    void replace(List<StageCriterion> by, Instant now) {
        criteria = List.copyOf(by);
        changedAt = now;
    }

    List<StageCriterion> criteria() {
        return criteria;
    }

    Instant changedAt() {
        return changedAt;
    }

    long version() {
        return version;
    }
}
