package io.tandem.e2e;

import static io.tandem.e2e.Journey.as;
import static io.tandem.e2e.Journey.eventually;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tandem.crm.hubspot.HubSpotStub;
import io.tandem.crm.hubspot.SignedNotice;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The CRM sync service as a process of its own in place of the stand's, with a connection to HubSpot's stand-in. */
final class CrmInstance implements AutoCloseable {
    private static final String SECRET = "app-secret";
    private static final String PUBLIC_URL = "http://tandem.example";
    private static final String TO_DO = """
            select (select count(*) from crm_notice where connection_id = c.id)
                + (select count(*) from sync_record where connection_id = c.id and state = 'PENDING')
                + (select count(*) from crm_cursor
                    where connection_id = c.id and (polled_at is null or polled_at < c.since or not complete))
            from (select cast(? as uuid) as id, cast(? as timestamptz) as since) as c
            """;

    /** A record and the CRM's id of it. */
    record Linked(String kind, String id, String remoteId, String state, boolean madeThere) {}

    private final ServiceInstance process;
    private final Connection database;
    private String connection;

    /**
     * @param askEvery how often it asks what changed in the CRM
     * @param verifyEvery how often it asks for each record whether it is still there
     */
    CrmInstance(Duration askEvery, Duration verifyEvery) throws SQLException {
        process = new ServiceInstance(
                "crm-sync",
                "crm-sync-service",
                "crm",
                Stand.port(8104),
                Map.ofEntries(
                        Map.entry("TANDEM_OUTBOUND_LOCAL", "true"),
                        Map.entry("TANDEM_CRM_SECRET_KEY", "dGFuZGVtLXRlc3RzLW9ubHktMDEyMzQ1Njc4OWFiY2Q="),
                        Map.entry("TANDEM_PUBLIC_URL", PUBLIC_URL),
                        Map.entry("TANDEM_CRM_ANSWER_WITHIN", "2s"),
                        Map.entry("TANDEM_CRM_SYNC_ASK_EVERY", askEvery.toString()),
                        Map.entry("TANDEM_CRM_SYNC_VERIFY_EVERY", verifyEvery.toString()),
                        Map.entry("TANDEM_CRM_SYNC_LEASE", "8s"),
                        Map.entry("TANDEM_CRM_SYNC_FIRST_RETRY", "0.05s"),
                        Map.entry("TANDEM_CRM_SYNC_LONGEST_RETRY", "0.4s"),
                        Map.entry("TANDEM_CRM_SYNC_AFTER_DENIAL", "0.3s")));
        database = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + Stand.port(15432) + "/crm", "tandem", "tandem");
    }

    void kill() {
        try {
            process.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What an admin asks, again until there is an answer; whoever finds the service dead starts it again. */
    Response answer(Function<RequestSpecification, Response> call) {
        return eventually()
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .until(() -> call.apply(alive()), response -> response.statusCode() < 500);
    }

    /** The same of what makes something new: a killed process keeps the key of what it was at for a minute. */
    Response make(Function<RequestSpecification, Response> call) {
        String key = UUID.randomUUID().toString();
        Response made = eventually()
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .until(
                        () -> call.apply(alive().header("Idempotency-Key", key)),
                        response -> response.statusCode() < 500 && response.statusCode() != 409);
        if (made.statusCode() >= 300) {
            throw new IllegalStateException(made.statusCode() + " " + made.asString());
        }
        return made;
    }

    private RequestSpecification alive() throws Exception {
        if (!process.isAlive()) {
            process.start();
        }
        return as("admin").baseUri("http://localhost:" + Stand.port(8104));
    }

    void connect(HubSpotStub hubSpot) {
        connection = make(request -> request.body(Map.of(
                                "name",
                                "HubSpot " + UUID.randomUUID(),
                                "system",
                                "HUBSPOT",
                                "address",
                                hubSpot.address().toString(),
                                "credentials",
                                Map.of("accessToken", HubSpotStub.TOKEN, "clientSecret", SECRET)))
                        .post("/api/v1/connections"))
                .path("id");
    }

    void disconnect() {
        if (connection != null) {
            answer(request -> request.delete("/api/v1/connections/" + connection));
        }
    }

    /**
     * HubSpot's webhook, at once and without trying again.
     *
     * @return the status of the answer; 0 without one
     */
    int notice(String events, boolean forged, Instant at) {
        String path = "/api/v1/connections/" + connection + "/notices";
        try {
            return SignedNotice.sent(PUBLIC_URL + path, events, forged ? "forged" : SECRET, at)
                    .baseUri("http://localhost:" + Stand.port(8104))
                    .post(path)
                    .statusCode();
        } catch (Exception deadForNow) {
            return 0;
        }
    }

    void reconcile() {
        answer(request -> request.post("/api/v1/sync/" + connection + "/reconcile"))
                .then()
                .statusCode(204);
    }

    Response details(Linked record) {
        return answer(
                request -> request.get("/api/v1/sync/" + connection + "/records/" + record.kind() + "/" + record.id()));
    }

    /** Waits until the service has found out by itself that these are gone. */
    void miss(List<Linked> deleted) {
        List<String> ids = deleted.stream().map(Linked::id).toList();
        eventually().atMost(Duration.ofMinutes(10)).until(() -> records().stream()
                .filter(record -> ids.contains(record.id()))
                .allMatch(record -> record.state().equals("GONE")));
    }

    /** The stages of HubSpot's pipeline that stand for each of Tandem's. */
    Map<String, List<String>> stages() {
        Map<String, List<String>> stages = new HashMap<>();
        List<Map<String, Object>> mapped = answer(
                        request -> request.get("/api/v1/connections/" + connection + "/stages"))
                .jsonPath()
                .getList("stages");
        for (Map<String, Object> one : mapped) {
            List<String> there = new ArrayList<>();
            ((List<?>) one.get("crmStages")).forEach(id -> there.add((String) id));
            stages.put((String) one.get("stage"), there);
        }
        return stages;
    }

    /** Waits until all that was done on either side has come to the other. */
    void settle() {
        String since = text("select now()::text");
        eventually().atMost(Duration.ofMinutes(5)).until(() -> {
            alive();
            return Integer.parseInt(text(TO_DO, connection, since)) == 0;
        });
    }

    List<Linked> records() throws SQLException {
        return linked("");
    }

    /** Those that Tandem knows to be in the CRM, so that it writes nothing over what people type there. */
    List<Linked> known() throws SQLException {
        return linked(" and remote_id is not null and sent_at is not null and state in ('SENT', 'PENDING')"
                + " and kind <> 'TASK' and not made_there");
    }

    private List<Linked> linked(String which) throws SQLException {
        try (PreparedStatement select =
                database.prepareStatement("select kind, record_id::text, remote_id, state, made_there from sync_record"
                        + " where connection_id = cast(? as uuid)" + which + " order by kind, record_id")) {
            select.setString(1, connection);
            List<Linked> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Linked(
                            row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5)));
                }
            }
            return found;
        }
    }

    /** Versions that are told of as waiting or failed, though what was wanted is there. */
    int unclean() {
        return Integer.parseInt(text("""
                select count(*) from sync_ledger as ledger join sync_record as record
                    using (connection_id, kind, record_id)
                where connection_id = cast(? as uuid) and record.state = 'SENT' and ledger.state <> 'SENT'
                    and ledger.version >= record.sent_version
                """, connection));
    }

    private String text(String sql, String... values) {
        try (PreparedStatement select = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        process.close();
        database.close();
    }
}
