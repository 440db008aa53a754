package io.tandem.crm;

import static io.tandem.crm.CrmApi.admin;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A connection to a CRM. */
public class ConnectedCrm implements AutoCloseable {
    public final UUID id;
    private final AgroalDataSource database;
    private final Runnable look;

    /**
     * @param look does what is due, so that nobody waits for the next second
     * @param crm as it calls itself
     */
    public ConnectedCrm(
            AgroalDataSource database, Runnable look, String crm, URI address, Map<String, String> credentials) {
        this.database = database;
        this.look = look;
        id = UUID.fromString(admin().body(Map.of(
                        "name",
                        crm + " " + UUID.randomUUID(),
                        "system",
                        crm.toUpperCase(Locale.ROOT),
                        "address",
                        address.toString(),
                        "credentials",
                        credentials))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    /** Waits until all that was changed here is there. */
    public void settle() {
        settle("true");
    }

    /** The same of one account; what others wait for, does not matter. */
    public void settle(UUID account) {
        settle("account_id = '" + account + "'");
    }

    private void settle(String whose) {
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            look.run();
            assertEquals(
                    0,
                    count("select (select count(*) from sync_record where state = 'PENDING' and connection_id = c"
                            + " and " + whose + ")"
                            + " + (select count(*) from crm_notice where connection_id = c)"
                            + " + (select count(*) from crm_cursor where (polled_at is null or not complete)"
                            + " and connection_id = c) from (select cast('" + id + "' as uuid)) as one (c)"));
        });
    }

    /** All that the CRM has of ours is asked for, as soon as it is called again. */
    public void verifyNext() {
        count("with due as (update crm_cursor set polled_at = null, verifying_since = now() - interval '2 hours'"
                + " where connection_id = '" + id + "' returning 1) select count(*) from due");
    }

    public String remoteId(String kind, UUID record) {
        return details(kind, record).getString("record.remoteId");
    }

    public String state(String kind, UUID record) {
        return details(kind, record).getString("record.state");
    }

    public JsonPath details(String kind, UUID record) {
        return admin().get("/api/v1/sync/" + id + "/records/" + kind + "/" + record)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public int count(String sql) {
        try (var open = database.getConnection();
                var select = open.createStatement();
                var row = select.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin().delete("/api/v1/connections/" + id).then().statusCode(204);
    }
}
