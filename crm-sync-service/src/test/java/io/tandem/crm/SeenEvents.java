package io.tandem.crm;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Waits until events have had their effects, also where no user could see them. */
@ApplicationScoped
public class SeenEvents {
    private final AgroalDataSource database;

    SeenEvents(AgroalDataSource database) {
        this.database = database;
    }

    public void await(Collection<UUID> eventIds) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> seen(eventIds) == eventIds.size());
    }

    private int seen(Collection<UUID> eventIds) throws SQLException {
        try (var connection = database.getConnection();
                var count = connection.prepareStatement("select count(*) from inbox where event_id = any (?)")) {
            count.setArray(1, connection.createArrayOf("uuid", eventIds.toArray()));
            try (var rows = count.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
