package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.admin;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.restassured.response.ValidatableResponse;
import io.tandem.crm.ConnectedCrm;
import io.tandem.crm.hubspot.HubSpotStub;
import io.tandem.crm.hubspot.SignedNotice;
import io.tandem.crm.hubspot.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** HubSpot's stand-in with a connection to it. */
final class ConnectedHubSpot extends ConnectedCrm {
    private static final String SECRET = "app-secret";

    final HubSpotStub stub;

    ConnectedHubSpot(AgroalDataSource database, SyncWorker worker) {
        this(database, worker, stub -> {});
    }

    /** @param before what is there, or goes wrong, when it is connected */
    ConnectedHubSpot(AgroalDataSource database, SyncWorker worker, Consumer<HubSpotStub> before) {
        this(database, worker, prepared(before));
    }

    private ConnectedHubSpot(AgroalDataSource database, SyncWorker worker, HubSpotStub stub) {
        super(
                database,
                worker::look,
                "HubSpot",
                stub.address(),
                Map.of("accessToken", HubSpotStub.TOKEN, "clientSecret", SECRET));
        this.stub = stub;
    }

    private static HubSpotStub prepared(Consumer<HubSpotStub> before) {
        HubSpotStub stub = new HubSpotStub();
        before.accept(stub);
        return stub;
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

    @Override
    public void close() {
        super.close();
        stub.close();
        assertEquals(List.of(), stub.faults());
    }
}
