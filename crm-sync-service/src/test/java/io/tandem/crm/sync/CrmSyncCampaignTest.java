package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.Motion;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.SeenEvents;
import io.tandem.crm.Story;
import io.tandem.crm.connection.Connection;
import io.tandem.crm.connection.Connections;
import io.tandem.crm.connection.CrmSessions;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.hubspot.HubSpotFault;
import io.tandem.crm.hubspot.HubSpotStub;
import io.tandem.crm.hubspot.SignedNotice;
import io.tandem.crm.hubspot.StoredObject;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.local.campaign.Campaign;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Both sides change records while HubSpot misbehaves in every way it knows, and instances are killed between writing
 * there and noting it here. At the end both sides agree field by field, and nothing is there twice.
 */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
@Tag("campaign-crm-sync")
class CrmSyncCampaignTest {
    private static final String SECRET = "app-secret";
    private static final HubSpotFault[] FAULTS = HubSpotFault.values();

    @Inject
    AgroalDataSource database;

    @Inject
    FieldValues values;

    @Inject
    OurRecords ours;

    @Inject
    Incoming incoming;

    @Inject
    SyncConfig config;

    @Inject
    Connections connections;

    @Inject
    CrmSessions sessions;

    @Inject
    SeenEvents seen;

    private final Random random = Campaign.random();
    private final HubSpotStub hubSpot = new HubSpotStub();
    private final List<Story> stories = new ArrayList<>();
    private UUID connection;
    private int changes;
    private int faults;
    private int kills;
    private int slow = Campaign.size(2, 40);
    private int minute;

    @Test
    void bothSidesAgreeWhateverHappens() {
        try {
            run();
        } finally {
            hubSpot.weather(call -> null);
            admin().delete("/api/v1/connections/" + connection);
            hubSpot.close();
        }
    }

    private void run() {
        int accounts = Campaign.size(40, 500);
        for (int i = 0; i < accounts; i++) {
            stories.add(new Story());
        }
        seen.await(stories.stream()
                .flatMap(story -> List.of(
                        TestTopics.send(
                                Topics.ROUTES, story.decided(1, Motion.SALES_LED, random.nextBoolean() ? MAYA : JONAS)),
                        TestTopics.send(Topics.SCORES, scored(story)))
                        .stream())
                .toList());
        connect();
        hubSpot.weather(call -> weather());
        int rounds = Campaign.size(5, 40);
        int perRound = Campaign.size(30, 250);
        for (int round = 0; round < rounds; round++) {
            minute += 10;
            List<UUID> events = new ArrayList<>();
            for (int i = 0; i < perRound; i++) {
                if (random.nextBoolean()) {
                    events.add(TestTopics.send(Topics.SCORES, scored(any(stories))));
                    changes++;
                } else {
                    typed();
                }
            }
            seen.await(events);
            askNow();
            if (round % Math.max(1, rounds / 10) == 0) {
                kill(round % 2 == 0 ? RecordKind.COMPANY : RecordKind.CONTACT);
            }
        }
        hubSpot.weather(call -> null);
        settle();
        compare(RecordKind.COMPANY, "companies");
        compare(RecordKind.CONTACT, "contacts");
        assertEquals(List.of(), hubSpot.faults());
        int calls = hubSpot.calls().size();
        int needless = hubSpot.needlessWrites();
        assertTrue(needless * 5 <= calls - needless, needless + " needless of " + calls);
        Campaign.report(
                "crm-sync",
                "%d changes of %d accounts on both sides, %d calls of which %d failed and %d were needless, %d times killed: both sides agree, none twice"
                        .formatted(changes, accounts, calls, faults, needless, kills));
    }

    private HubSpotFault weather() {
        if (random.nextInt(100) >= 25) {
            return null;
        }
        HubSpotFault fault = any(List.of(FAULTS));
        // A caller waits for these until its patience ends.
        if (fault == HubSpotFault.DRIPS && slow-- <= 0) {
            return null;
        }
        faults++;
        return fault;
    }

    private AccountScored scored(Story story) {
        String title = any(List.of("CEO", "COO", "Head of Operations", "Analyst"));
        return story.scored(
                5 + minute + random.nextInt(9),
                any(List.of("A1", "B2", "C3")),
                random.nextInt(100),
                story.signupOf("ana@" + story.domain, "Ana Ribeiro", title));
    }

    /** Somebody types something into HubSpot, which says so late, twice, or never. */
    private void typed() {
        Story story = any(stories);
        boolean company = random.nextInt(3) > 0;
        String type = company ? "companies" : "contacts";
        StoredObject there = hubSpot.data
                .byTandemId(type)
                .get(company ? story.account.toString() : person(story).toString());
        if (there == null) {
            return;
        }
        changes++;
        String id = Long.toString(HubSpotStub.id(there));
        hubSpot.data.edit(
                type,
                id,
                company
                        ? any(List.of(
                                Map.of("hubspot_owner_id", any(List.of("71", "72", "73"))),
                                Map.of("name", "Harbourline " + random.nextInt(9)),
                                Map.of("tandem_grade", "typed"),
                                Map.of("country", any(List.of("Portugal", "")))))
                        : any(List.of(
                                Map.of("jobtitle", any(List.of("CTO", "CFO", ""))), Map.of("firstname", "Ana Maria"))));
        int times = random.nextInt(3);
        for (int i = 0; i < times; i++) {
            notice(company ? "company.propertyChange" : "contact.propertyChange", id);
        }
    }

    private void notice(String type, String id) {
        String path = "/api/v1/connections/" + connection + "/notices";
        List<String> events = new ArrayList<>(List.of(
                "{\"subscriptionType\":\"" + type + "\",\"objectId\":" + id + ",\"occurredAt\":2}",
                "{\"subscriptionType\":\"" + type + "\",\"objectId\":" + id + ",\"occurredAt\":1}"));
        Collections.shuffle(events, random);
        boolean forged = random.nextInt(10) == 0;
        SignedNotice.sent(
                        "http://localhost:8080" + path,
                        "[" + String.join(",", events) + "]",
                        forged ? "forged" : SECRET,
                        Instant.now())
                .post(path)
                .then()
                .statusCode(forged ? 401 : 204);
    }

    /** An instance writes to HubSpot and is killed before it can note what became of it. */
    private void kill(RecordKind kind) {
        Connection active = connections.active(connection).orElseThrow();
        SyncWriter instance = new SyncWriter(new Abandoned(database, values), ours, incoming, new ShortLease(config));
        hubSpot.callerDies(true);
        try {
            instance.write(active, sessions.connector(active), sessions.open(active), kind);
        } catch (Abandoned.Killed | CrmException killed) {
            kills++;
        } finally {
            hubSpot.callerDies(false);
        }
    }

    private void settle() {
        for (int i = 0; i < 2; i++) {
            askNow();
            await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
                assertEquals(0, count("select count(*) from crm_notice where connection_id = ?"));
                assertEquals(0, count("select count(*) from crm_cursor where connection_id = ? and polled_at is null"));
                assertEquals(0, count("select count(*) from sync_record where connection_id = ? and state <> 'SENT'"));
            });
        }
    }

    private void compare(RecordKind kind, String type) {
        Connection active = connections.active(connection).orElseThrow();
        Map<String, StoredObject> theirs = hubSpot.data.byTandemId(type);
        assertEquals(theirs.size(), hubSpot.data.alive(type).size(), "doubled " + type);
        List<UUID> ids = stories.stream()
                .map(story -> kind == RecordKind.COMPANY ? story.account : person(story))
                .toList();
        Map<UUID, OurRecord> records = ours.read(kind, ids);
        Map<String, String> differences = new HashMap<>();
        for (UUID id : ids) {
            for (FieldMapping mapping : active.fields(kind)) {
                String own = records.get(id).values().get(mapping.field());
                String held = HubSpotStub.property(theirs.get(id.toString()), mapping.property());
                if (mapping.property().equals("hubspot_owner_id") && held != null) {
                    held = Map.of("71", MAYA.email(), "72", JONAS.email(), "73", "ines@tandem.example")
                            .get(held);
                }
                if (!Objects.equals(own, mapping.field().canonical(held))) {
                    differences.put(id + " " + mapping, own + " here, " + held + " there");
                }
            }
        }
        assertEquals(Map.of(), differences);
    }

    private void connect() {
        connection = UUID.fromString(admin().body(Map.of(
                        "name",
                        "HubSpot " + UUID.randomUUID(),
                        "system",
                        "HUBSPOT",
                        "address",
                        hubSpot.address().toString(),
                        "credentials",
                        Map.of("accessToken", HubSpotStub.TOKEN, "clientSecret", SECRET)))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id"));
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertTrue(hubSpot.data.alive("contacts").size() >= stories.size()));
    }

    private void askNow() {
        try (var open = database.getConnection();
                var update = open.prepareStatement("update crm_cursor set polled_at = null where connection_id = ?")) {
            update.setObject(1, connection);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int count(String sql) throws SQLException {
        try (var open = database.getConnection();
                var select = open.prepareStatement(sql)) {
            select.setObject(1, connection);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static UUID person(Story story) {
        return PersonId.ofEmail("ana@" + story.domain);
    }
}
