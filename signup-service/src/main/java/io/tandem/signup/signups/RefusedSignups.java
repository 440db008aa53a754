package io.tandem.signup.signups;

import io.quarkus.scheduler.Scheduled;
import io.tandem.kit.web.Problem;
import io.tandem.signup.audit.AuditTrail;
import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Forms that sprang a trap: kept as they were sent, for a person may have been taken for a robot. */
@ApplicationScoped
class RefusedSignups {
    private final Database database;
    private final Json json;
    private final AuditTrail audit;
    private final SignupConfig config;

    RefusedSignups(Database database, Json json, AuditTrail audit, SignupConfig config) {
        this.database = database;
        this.json = json;
        this.audit = audit;
        this.config = config;
    }

    /** As far as its sender may see it; {@code signupId} once it was released. */
    record Kept(UUID id, UUID accountId, SignupStatus shownStatus, Optional<UUID> signupId) {}

    @Transactional
    public void keep(Submission submission, RefusalCause cause) {
        database.update("""
                INSERT INTO refused_signup (id, source_id, account_id, person_id, cause, unconfirmed, request, refused_at,
                                            form_version)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                """, values -> values.add(submission.id())
                .add(submission.answers().sourceId())
                .add(submission.account().id())
                .add(submission.answers().personId())
                .add(cause.name())
                .add(submission.needsConfirmation())
                .add(json.write(submission.request()))
                .add(submission.answers().signedUpAt())
                .add(submission.filled().form().version()));
    }

    Optional<Kept> find(UUID id) {
        return database
                .query("SELECT * FROM refused_signup WHERE id = ?", values -> values.add(id), this::kept)
                .stream()
                .findFirst();
    }

    /** The latest first. */
    @Transactional
    public List<RefusedSignupView> page(UUID sourceId, Optional<RefusedSignupView.Cursor> after, int rows) {
        return database.query(
                "SELECT * FROM refused_signup WHERE source_id = ?"
                        + (after.isPresent() ? " AND (refused_at, id) < (?, ?)" : "")
                        + " ORDER BY refused_at DESC, id DESC LIMIT ?",
                values -> {
                    values.add(sourceId);
                    if (after.isPresent()) {
                        values.add(after.get().refusedAt()).add(after.get().id());
                    }
                    values.add(rows);
                },
                this::view);
    }

    /** Locked, so that it is released once. */
    @Transactional(Transactional.TxType.MANDATORY)
    public RefusedSignupView toRelease(UUID sourceId, UUID id) {
        RefusedSignupView found = database
                .query(
                        "SELECT * FROM refused_signup WHERE source_id = ? AND id = ? FOR UPDATE",
                        values -> values.add(sourceId).add(id),
                        this::view)
                .stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("The source has no such refused signup."));
        if (found.releasedAt() != null) {
            throw Problem.conflict("It was released already.");
        }
        return found;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void released(RefusedSignupView refused, UUID signupId) {
        database.update(
                "UPDATE refused_signup SET released_at = now(), released_by = ?, signup_id = ? WHERE id = ?",
                values -> values.add(audit.actor()).add(signupId).add(refused.id()));
        audit.append("released", "refused-signup", refused.id(), null, new Release(signupId));
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void forget() {
        database.update(
                "DELETE FROM refused_signup WHERE refused_at < ?",
                values -> values.add(Instant.now().minus(config.keepRefused())));
    }

    private record Release(UUID signupId) {}

    private Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getBoolean("unconfirmed") ? SignupStatus.UNCONFIRMED : SignupStatus.PENDING,
                Optional.ofNullable(row.getObject("signup_id", UUID.class)));
    }

    private RefusedSignupView view(ResultSet row) throws SQLException {
        Instant released = Database.time(row, "released_at");
        return new RefusedSignupView(
                row.getObject("id", UUID.class),
                RefusalCause.valueOf(row.getString("cause")),
                json.read(row.getString("request"), SignupRequest.class),
                Database.time(row, "refused_at"),
                released,
                row.getString("released_by"),
                row.getObject("signup_id", UUID.class),
                row.getObject("form_version", Integer.class));
    }
}
