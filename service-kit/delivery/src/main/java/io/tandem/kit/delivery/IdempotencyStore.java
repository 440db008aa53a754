package io.tandem.kit.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Who has asked for what. A claim is committed before the work starts, so that of two requests at once only one works;
 * a claim whose holder has died is free again after a minute.
 */
@ApplicationScoped
public class IdempotencyStore {
    private static final String CLAIM = """
            INSERT INTO idempotency (scope, body_hash, claim) VALUES (?, ?, ?)
            ON CONFLICT (scope) DO UPDATE SET
                body_hash = excluded.body_hash, claim = excluded.claim, claimed_at = now(),
                status = NULL, headers = NULL, body = NULL
            WHERE idempotency.claimed_at < now() - interval '24 hours'
               OR idempotency.status IS NULL AND idempotency.body_hash = excluded.body_hash
                  AND idempotency.claimed_at < now() - interval '60 seconds'
            """;

    @Inject
    DataSource dataSource;

    /** An answer given before. */
    record Answer(int status, Map<String, String> headers, byte[] body) {}

    /** What became of an attempt to claim: exactly one of ours, another body's, in flight (all empty) or answered. */
    record Claim(Optional<UUID> held, boolean otherBody, Optional<Answer> answer) {}

    Claim claim(byte[] scope, byte[] bodyHash) {
        UUID claim = UUID.randomUUID();
        try (Connection connection = dataSource.getConnection()) {
            while (true) {
                try (PreparedStatement insert = connection.prepareStatement(CLAIM)) {
                    insert.setBytes(1, scope);
                    insert.setBytes(2, bodyHash);
                    insert.setObject(3, claim);
                    if (insert.executeUpdate() == 1) {
                        return new Claim(Optional.of(claim), false, Optional.empty());
                    }
                }
                Optional<Claim> held = heldByAnother(connection, scope, bodyHash);
                if (held.isPresent()) {
                    return held.get();
                }
                // Released between the two statements: it can be claimed now.
            }
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }

    private static Optional<Claim> heldByAnother(Connection connection, byte[] scope, byte[] bodyHash)
            throws SQLException {
        String sql = "SELECT body_hash, status, headers, body FROM idempotency WHERE scope = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setBytes(1, scope);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                boolean otherBody = !Arrays.equals(bodyHash, row.getBytes(1));
                int status = row.getInt(2);
                if (row.wasNull() || otherBody) {
                    return Optional.of(new Claim(Optional.empty(), otherBody, Optional.empty()));
                }
                Answer answer = new Answer(status, StoredHeaders.read(row.getString(3)), row.getBytes(4));
                return Optional.of(new Claim(Optional.empty(), false, Optional.of(answer)));
            }
        }
    }

    void answered(byte[] scope, UUID claim, Answer answer) {
        String sql = "UPDATE idempotency SET status = ?, headers = ?::jsonb, body = ? WHERE scope = ? AND claim = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setInt(1, answer.status());
            update.setString(2, StoredHeaders.write(answer.headers()));
            update.setBytes(3, answer.body());
            update.setBytes(4, scope);
            update.setObject(5, claim);
            update.executeUpdate();
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }

    void release(byte[] scope, UUID claim) {
        String sql = "DELETE FROM idempotency WHERE scope = ? AND claim = ? AND status IS NULL";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setBytes(1, scope);
            delete.setObject(2, claim);
            delete.executeUpdate();
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }

    /**
     * Forgets the answers that contain one of the texts, in the caller's transaction, and tells how many. A request
     * repeated under such a key is then carried out as a new one.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public int removeContaining(Collection<String> texts) {
        String sql = """
                DELETE FROM idempotency
                WHERE lower(encode(coalesce(body, '') || convert_to(coalesce(headers::text, ''), 'UTF8'), 'escape')) ~ ?
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, TextPattern.of(texts));
            return delete.executeUpdate();
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }
}
