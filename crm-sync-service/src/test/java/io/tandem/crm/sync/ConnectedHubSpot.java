package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.admin;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tandem.crm.hubspot.HubSpotStub;
import io.tandem.crm.hubspot.SignedNotice;
import io.tandem.crm.hubspot.StoredObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** HubSpot's stand-in with a connection to it. */
final class ConnectedHubSpot implements AutoCloseable {
    private static final String SECRET = "app-secret";

    final HubSpotStub stub = new HubSpotStub();
    final UUID id;
    private final AgroalDataSource database;
    private final SyncWorker worker;

    ConnectedHubSpot(AgroalDataSource database, SyncWorker worker) {
        this(database, worker, stub -> {});
    }

    /** @param before what is there, or goes wrong, when it is connected */
    ConnectedHubSpot(AgroalDataSource database, SyncWorker worker, Consumer<HubSpotStub> before) {
        this.database = database;
        this.worker = worker;
        before.accept(stub);
        id = UUID.fromString(admin().body(Map.of(
                        "name",
                        "HubSpot " + UUID.randomUUID(),
                        "system",
                        "HUBSPOT",
                        "address",
                        stub.address().toString(),
                        "credentials",
                        Map.of("accessToken", HubSpotStub.TOKEN, "clientSecret", SECRET)))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    /** Waits until all that was changed here is there. */
    void settle() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            // Does not wait for the next second.
            worker.look();
            assertEquals(
                    0,
                    count("select count(*) from sync_record where state = 'PENDING' and connection_id = '" + id + "'")
                            + count("select count(*) from crm_notice where connection_id = '" + id + "'")
                            + count("select count(*) from crm_cursor where (polled_at is null or not complete)"
                                    + " and connection_id = '" + id + "'"));
        });
    }

    /** As if it were time to ask HubSpot what changed. */
    void askNow() {
        askNext();
        settle();
    }

    /** The same, as soon as it is called again. */
    void askNext() {
        count("with asked as (update crm_cursor set polled_at = null where connection_id = '" + id
                + "' returning 1) select count(*) from asked");
    }

    void pause() {
        admin().post("/api/v1/connections/" + id + "/pause").then().statusCode(200);
    }

    void resume() {
        admin().post("/api/v1/connections/" + id + "/resume").then().statusCode(200);
    }

    /** HubSpot tells by a webhook that something happened to a record. */
    void notice(String type, String remoteId) {
        notice(type, remoteId, SECRET, Instant.now()).statusCode(204);
    }

    /** The same message long afterwards. */
    ValidatableResponse replayed(String type, String remoteId) {
        return notice(type, remoteId, SECRET, Instant.now().minusSeconds(400));
    }

    ValidatableResponse notice(String type, String remoteId, String secret, Instant at) {
        String path = "/api/v1/connections/" + id + "/notices";
        String text = "[{\"subscriptionType\":\"" + type + "\",\"objectId\":" + remoteId + "}]";
        return SignedNotice.sent("http://localhost:8080" + path, text, secret, at)
                .post(path)
                .then();
    }

    String remoteId(String kind, UUID record) {
        return details(kind, record).getString("record.remoteId");
    }

    String state(String kind, UUID record) {
        return details(kind, record).getString("record.state");
    }

    /** What HubSpot holds of a record of ours. */
    String held(String kind, String type, UUID record, String property) {
        String remoteId = remoteId(kind, record);
        StoredObject object = stub.data.at(type, remoteId.substring(remoteId.indexOf(':') + 1));
        return HubSpotStub.property(object, property);
    }

    String company(UUID account, String property) {
        return held("COMPANY", "companies", account, property);
    }

    String contact(UUID person, String property) {
        return held("CONTACT", "contacts", person, property);
    }

    JsonPath details(String kind, UUID record) {
        return admin().get("/api/v1/sync/" + id + "/records/" + kind + "/" + record)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    int count(String sql) {
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
        stub.close();
        assertEquals(List.of(), stub.faults());
    }
}
