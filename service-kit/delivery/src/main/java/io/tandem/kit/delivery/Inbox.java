package io.tandem.kit.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Remembers which consumer has seen which event, in the transaction of the effect: both are committed or neither, so
 * a record delivered again has no second effect.
 */
@ApplicationScoped
public class Inbox {
    @Inject
    DataSource dataSource;

    /** Those of the given events that this consumer sees for the first time. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<UUID> firstSeen(String consumer, Collection<UUID> eventIds) {
        return eventIds.isEmpty() ? new HashSet<>() : insert(consumer, eventIds);
    }

    private Set<UUID> insert(String consumer, Collection<UUID> eventIds) {
        // Sorted, so that two consumers sharing ids wait for one another instead of deadlocking.
        String sql = """
                INSERT INTO inbox (consumer, event_id)
                SELECT ?, id FROM unnest(?::uuid[]) AS id ORDER BY id
                ON CONFLICT DO NOTHING
                RETURNING event_id
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, consumer);
            insert.setArray(2, connection.createArrayOf("uuid", eventIds.toArray()));
            Set<UUID> fresh = new HashSet<>();
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    fresh.add(rows.getObject(1, UUID.class));
                }
            }
            return fresh;
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }
}
