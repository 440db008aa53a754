package io.tandem.crm.connection;

import io.tandem.crm.connector.CrmSystem;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.PipelineStages;
import io.tandem.crm.domain.Reachability;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A CRM that records are kept the same with. */
@Entity
@DynamicUpdate
@Table(name = "crm_connection")
public class Connection {
    /** Whether records go to and fro. */
    public enum State {
        ACTIVE,
        PAUSED
    }

    @Id
    private UUID connectionId;

    private String name;

    @Enumerated(EnumType.STRING)
    private CrmSystem system;

    private String address;
    private byte[] credentials;

    @Enumerated(EnumType.STRING)
    private State state;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<FieldMapping> fields;

    @JdbcTypeCode(SqlTypes.JSON)
    private PipelineStages stages;

    private boolean prepared;
    private int failures;
    private Instant restUntil;
    private String trouble;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private long version;

    protected Connection() {}

    Connection(UUID connectionId, CrmSystem system, String name, String address, Instant now) {
        this.connectionId = connectionId;
        this.system = system;
        this.name = name;
        this.address = address;
        this.state = State.ACTIVE;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** New credentials may help where the old ones were refused, so the CRM is tried again at once. */
    void signedInWith(byte[] sealed, Instant now) {
        credentials = sealed;
        failures = 0;
        restUntil = null;
        trouble = null;
        updatedAt = now;
    }

    void keepsTheSame(List<FieldMapping> mapped, Instant now) {
        fields = List.copyOf(mapped);
        prepared = false;
        updatedAt = now;
    }

    void saysStagesAs(PipelineStages mapped, Instant now) {
        stages = mapped;
        updatedAt = now;
    }

    void pause(Instant now) {
        state = State.PAUSED;
        updatedAt = now;
    }

    void resume(Instant now) {
        state = State.ACTIVE;
        failures = 0;
        restUntil = null;
        updatedAt = now;
    }

    public UUID connectionId() {
        return connectionId;
    }

    public String name() {
        return name;
    }

    public CrmSystem system() {
        return system;
    }

    public String address() {
        return address;
    }

    byte[] credentials() {
        return credentials;
    }

    public State state() {
        return state;
    }

    public List<FieldMapping> fields() {
        return fields;
    }

    public List<FieldMapping> fields(RecordKind kind) {
        return fields.stream().filter(mapping -> mapping.field().kind() == kind).toList();
    }

    /** Whether the stage of sales is kept the same in this property of the CRM. */
    public boolean keepsStageIn(String property) {
        return fields.stream()
                .anyMatch(mapping -> mapping.field() == SyncField.DEAL_STAGE
                        && mapping.policy() != FieldPolicy.NEVER
                        && mapping.property().equals(property));
    }

    /** For which of our stages those of the CRM's pipeline stand; null while it is not known which it has. */
    public PipelineStages stages() {
        return stages;
    }

    /** Whether our properties have been made there since the fields were last mapped. */
    public boolean isPrepared() {
        return prepared;
    }

    public Reachability reachability() {
        return new Reachability(failures, restUntil);
    }

    /** What the CRM said when it last failed, or null. */
    public String trouble() {
        return trouble;
    }

    public Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    long version() {
        return version;
    }
}
