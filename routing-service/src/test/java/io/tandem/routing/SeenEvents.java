package io.tandem.routing;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Waits until events have had their effects, also where no user could see them. */
@ApplicationScoped
public class SeenEvents {
    private final AgroalDataSource database;

    SeenEvents(AgroalDataSource database) {
        this.database = database;
    }

    public void await(UUID... eventIds) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> seen(eventIds) == eventIds.length);
    }

    private int seen(UUID... eventIds) throws SQLException {
        try (var connection = database.getConnection();
                var count = connection.prepareStatement("SELECT count(*) FROM inbox WHERE event_id = ANY (?)")) {
            count.setArray(1, connection.createArrayOf("uuid", eventIds));
            try (var rows = count.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
