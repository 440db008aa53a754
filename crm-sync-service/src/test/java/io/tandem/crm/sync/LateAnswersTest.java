package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.body;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.scored;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Owner;
import io.tandem.contracts.Topics;
import io.tandem.crm.Story;
import io.tandem.crm.connection.Connection;
import io.tandem.crm.connection.Connections;
import io.tandem.crm.connection.CrmSessions;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.hubspot.HubSpotFault;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers and pages of a CRM that come late, or never, while both sides go on. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class LateAnswersTest {
    @Inject
    AgroalDataSource database;

    @Inject
    SyncWorker worker;

    @Inject
    Incoming incoming;

    @Inject
    SyncQueue queue;

    @Inject
    SentRecords sent;

    @Inject
    SyncConfig config;

    @Inject
    OurRecords ours;

    @Inject
    Connections connections;

    @Inject
    CrmSessions sessions;

    private Story story;
    private ConnectedHubSpot hubSpot;

    @BeforeEach
    void mayaServesTheAccount() {
        story = scored(servedBy(MAYA), "B3");
        hubSpot = new ConnectedHubSpot(database, worker);
    }

    @AfterEach
    void disconnect() {
        hubSpot.close();
    }

    @Test
    void ownerWhoIsChosenAgainBeforeTheCrmAnswersStays() {
        hubSpot.settle();
        AtomicBoolean isFirst = new AtomicBoolean(true);
        hubSpot.stub.weather(call -> {
            if (!call.isWrite() || !call.type().equals("companies") || !isFirst.getAndSet(false)) {
                return null;
            }
            choose(MAYA);
            return HubSpotFault.FAILS_AFTERWARDS;
        });

        choose(JONAS);
        hubSpot.settle();
        hubSpot.askNow();

        assertEquals("71", hubSpot.company(story.account, "hubspot_owner_id"));
        assertEquals(MAYA.email(), owner());
    }

    @Test
    void whatTheCrmShowsOfOurUnansweredWordIsNobodysEdit() {
        hubSpot.settle();
        pause();
        choose(JONAS);
        UUID claim = UUID.randomUUID();
        assertEquals(Set.of(story.account), sending(claim, claim(claim).get(story.account)));
        choose(MAYA);

        take(shown(story, List.of(), Map.of("hubspot_owner_id", JONAS.email()), Instant.now()), Instant.now());

        assertEquals(MAYA.email(), owner());
        assertEquals("PENDING", hubSpot.state("COMPANY", story.account));
    }

    @Test
    void whatMayBeOlderThanOurLastWordSaysNothing() {
        hubSpot.settle();
        pause();
        Map<String, String> jonas = Map.of("hubspot_owner_id", JONAS.email());

        take(shown(story, List.of(), jonas, Instant.EPOCH), Instant.now());
        assertEquals(MAYA.email(), owner());
        assertEquals(0, notices());

        take(shown(story, List.of(), jonas, Instant.now()), Instant.EPOCH);
        assertEquals(MAYA.email(), owner());
        assertEquals(1, notices());

        take(shown(story, List.of(), jonas, Instant.now()), Instant.now());
        assertEquals(JONAS.email(), owner());
    }

    @Test
    void whatWasMergedWhileItWasSentStaysMerged() {
        Story other = scored(servedBy(JONAS), "C1");
        hubSpot.settle();
        pause();
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.scored(11, "A2", 70)));
        UUID claim = UUID.randomUUID();
        QueuedRecord queued = claim(claim).get(story.account);

        String merged = hubSpot.remoteId("COMPANY", story.account);
        take(shown(other, List.of(merged), Map.of(), Instant.now()), Instant.now());
        sent.finish(hubSpot.id, RecordKind.COMPANY, claim, List.of(Sent.nothingToSend(queued)), config.backoff());

        assertEquals("MERGED", hubSpot.state("COMPANY", story.account));
        assertEquals(hubSpot.remoteId("COMPANY", other.account), hubSpot.remoteId("COMPANY", story.account));
    }

    /** Finishing waits for a row while whoever holds that waits for one that finishing holds. */
    @Test
    void whatTheCrmAnsweredIsKeptAfterADeadlock() throws Exception {
        Story other = scored(servedBy(JONAS), "C1");
        hubSpot.settle();
        pause();
        for (Story one : List.of(story, other)) {
            awaitOnTimeline(one.account, TestTopics.send(Topics.SCORES, one.scored(11, "A2", 70)));
        }
        UUID claim = UUID.randomUUID();
        List<Sent> results = claim(claim).values().stream()
                .filter(queued -> List.of(story.account, other.account).contains(queued.id()))
                .map(Sent::nothingToSend)
                .toList();
        List<UUID> ids = results.stream()
                .map(result -> result.record().id())
                .sorted(Comparator.comparing(UUID::toString))
                .toList();
        try (java.sql.Connection beside = database.getConnection()) {
            beside.setAutoCommit(false);
            lock(beside, ids.get(1));
            CompletableFuture<Void> finished = CompletableFuture.runAsync(
                    () -> sent.finish(hubSpot.id, RecordKind.COMPANY, claim, results, config.backoff()));
            await().untilAsserted(() -> assertTrue(
                    hubSpot.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") > 0));
            try {
                lock(beside, ids.get(0));
            } catch (SQLException thisOneIsTheVictim) {
                assertEquals("40P01", thisOneIsTheVictim.getSQLState());
            }
            beside.rollback();
            finished.join();
        }
        assertEquals("SENT", hubSpot.state("COMPANY", story.account));
        assertEquals("SENT", hubSpot.state("COMPANY", other.account));
    }

    private void lock(java.sql.Connection beside, UUID record) throws SQLException {
        try (var statement = beside.createStatement()) {
            statement.execute("select from sync_record where kind = 'COMPANY' and connection_id = '" + hubSpot.id
                    + "' and record_id = '" + record + "' for update");
        }
    }

    private void pause() {
        admin().post("/api/v1/connections/" + hubSpot.id + "/pause").then().statusCode(200);
    }

    private void choose(Owner owner) {
        admin().body(body(owner)).put(of(story.account) + "/owner").then().statusCode(200);
    }

    private String owner() {
        return hubSpot.details("COMPANY", story.account).getString("fields.find { it.field == 'owner' }.ours");
    }

    private int notices() {
        return hubSpot.count("select count(*) from crm_notice where connection_id = '" + hubSpot.id + "'");
    }

    private Map<UUID, QueuedRecord> claim(UUID claim) {
        return queue.claim(hubSpot.id, RecordKind.COMPANY, claim, 100, 60_000).stream()
                .collect(Collectors.toMap(QueuedRecord::id, Function.identity()));
    }

    /** As if the writer had it in hand, and were killed. */
    private Set<UUID> sending(UUID claim, QueuedRecord queued) {
        Connection connection = connections.findById(hubSpot.id);
        return sent.sending(
                hubSpot.id,
                RecordKind.COMPANY,
                claim,
                List.of(Outgoing.of(
                        queued,
                        ours.read(RecordKind.COMPANY, List.of(queued.id())).get(queued.id()),
                        null,
                        connection.fields(RecordKind.COMPANY),
                        true)));
    }

    private CrmRecord shown(Story of, List<String> mergedIds, Map<String, String> properties, Instant changedAt) {
        return new CrmRecord(
                hubSpot.remoteId("COMPANY", of.account), of.account, properties, null, mergedIds, changedAt, false);
    }

    private void take(CrmRecord shown, Instant askedAt) {
        Connection connection = connections.findById(hubSpot.id);
        incoming.take(
                connection, sessions.connector(connection), RecordKind.COMPANY, List.of(shown), askedAt, () -> {});
    }
}
