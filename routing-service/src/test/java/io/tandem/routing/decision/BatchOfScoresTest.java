package io.tandem.routing.decision;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.decisions;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.drainLeftovers;
import static io.tandem.routing.RoutingApi.eventually;
import static io.tandem.routing.RoutingApi.handoffs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Event;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Received;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import io.tandem.routing.SeenEvents;
import io.tandem.routing.rep.PoolsLock;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes together is decided as if it had come one by one. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class BatchOfScoresTest {
    private final Scored bank = Scored.newAccount(CompanySize.UP_TO_5000);
    private final Scored startup = Scored.newAccount(CompanySize.UP_TO_10);

    @Inject
    AccountScoredConsumer consumer;

    @Inject
    SeenEvents seen;

    @Inject
    PoolsLock lock;

    @Inject
    StatelessSession session;

    @Inject
    DataSource database;

    @BeforeEach
    void nobodyIsThere() {
        dismissReps();
        drainLeftovers();
    }

    @Test
    void refusesWhatNobodyCouldLookIntoAfterwards() {
        assertThrows(
                IllegalArgumentException.class,
                () -> handle(startup.named("Jo\u0000Doe").signup()));
        assertEquals(List.of(), decisions(startup.accountId()));
    }

    @Test
    void takesTheLettersByWhichJsonWritesSuchACharacter() {
        handle(startup.named("Jo\\u0000Doe").signup());
        assertEquals(1, decisions(startup.accountId()).size());
    }

    @Test
    void secondSignupOfAnAccountFindsTheHandoffOfTheFirst() {
        addRep("Ada", 1, 1000, "SALES_LED");

        handle(bank.signup(), startup.signup(), bank.handRaiser());

        assertEquals(2, decisions(bank.accountId()).size());
        assertEquals(1, handoffs(bank.accountId()).size());
        assertEquals(handoffsOf(bank, bank), handoffsDecidedOn(bank));
        assertEquals(1, decisions(startup.accountId()).size());
    }

    @Test
    void linkCountsForWhatComesBehindIt() {
        addRep("Ada", 1, 1000, "SALES_LED", "SALES_ASSIST");

        handle(
                startup.signup(),
                bank.signup(),
                new AccountMerged(startup.accountId(), bank.accountId(), "sister brand", "rae", Instant.now()),
                startup.signup());

        List<Object> decided = handoffsDecidedOn(startup);
        assertEquals(2, decided.size());
        assertTrue(decided.contains(null) && decided.contains(handoff(bank)), decided.toString());
        assertEquals(List.of(), handoffs(startup.accountId()));
    }

    @Test
    void linkedAccountsDecideOneAfterTheOther() {
        addRep("Ada", 1, 1000, "SALES_LED", "SALES_ASSIST");
        handle(new AccountMerged(startup.accountId(), bank.accountId(), "sister brand", "rae", Instant.now()));

        handle(bank.signup(), startup.handRaiser());

        assertEquals(handoffsOf(bank), handoffsDecidedOn(startup));
        assertEquals(List.of(), handoffs(startup.accountId()));
    }

    @Test
    void repsShareABatchUpToTheirCapacity() {
        Map<Object, Long> expected = Stream.of("Ada", "Bo")
                .collect(Collectors.toMap(
                        name -> (Object) addRep(name, 1, 3, "SALES_LED").id().toString(), name -> 3L));
        List<Scored> banks = IntStream.range(0, 8)
                .mapToObj(i -> Scored.newAccount(CompanySize.UP_TO_5000))
                .toList();

        handle(banks.stream().map(Scored::signup).toArray(Event[]::new));

        List<Map<String, Object>> opened = banks.stream()
                .flatMap(one -> handoffs(one.accountId()).stream())
                .toList();
        assertEquals(
                expected,
                opened.stream()
                        .filter(handoff -> handoff.get("owner") != null)
                        .collect(Collectors.groupingBy(
                                handoff -> ((Map<?, ?>) handoff.get("owner")).get("id"), Collectors.counting())));
        assertEquals(
                2,
                opened.stream()
                        .filter(handoff -> handoff.get("status").equals("QUEUED"))
                        .count());
    }

    @Test
    void handoffsToAnOwnerCountAgainstTheCapacityForThoseBehindThem() {
        NewRep ada = addRep("Ada", 1, 2, "SALES_LED");
        Owner owner = new Owner(ada.id(), "Ada", ada.email());
        Scored sister = Scored.newAccount(CompanySize.UP_TO_10);
        for (Scored owned : List.of(startup, sister)) {
            seen.await(TestTopics.send(
                    Topics.RELATIONSHIPS,
                    new RelationshipChanged(owned.accountId(), owner, true, "CUSTOMER", Instant.now())));
        }

        handle(startup.signup(), startup.handRaiser(), sister.signup(), bank.signup());

        for (Scored owned : List.of(startup, sister)) {
            assertEquals("OPEN", handoffs(owned.accountId()).get(0).get("status"));
        }
        assertEquals("QUEUED", handoffs(bank.accountId()).get(0).get("status"));
    }

    /** Whoever assigns holds the pools and then wants accounts, so nobody may hold accounts and then want the pools. */
    @Test
    void batchWithALinkWaitsForThePoolsBeforeItLocksAccounts() {
        handle(startup.signup());
        Thread batch = new Thread(() -> handle(
                startup.signup(),
                new AccountMerged(startup.accountId(), bank.accountId(), "sister brand", "rae", Instant.now()),
                bank.signup()));

        QuarkusTransaction.requiringNew().run(() -> {
            lock.take();
            batch.start();
            eventually(() -> assertTrue(waitingForPools() > 0));
            session.createNativeMutationQuery("SET LOCAL lock_timeout = '5s'").executeUpdate();
            session.createNativeQuery(
                            "SELECT motion FROM account_route WHERE account_id = :account FOR UPDATE", String.class)
                    .setParameter("account", startup.accountId())
                    .getSingleResult();
        });

        eventually(() -> assertEquals(1, handoffs(bank.accountId()).size()));
    }

    private int waitingForPools() {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND datname = current_database() AND query LIKE '%FROM pool ORDER BY name FOR UPDATE'");
                ResultSet waiting = query.executeQuery()) {
            waiting.next();
            return waiting.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void handle(Event... events) {
        List<Received<? extends Event>> batch = Stream.of(events)
                .<Received<? extends Event>>map(
                        event -> new Received<>(UUID.randomUUID(), Instant.now(), event.key(), event))
                .toList();
        QuarkusTransaction.requiringNew().run(() -> consumer.inOrder(batch));
    }

    private static Object handoff(Scored account) {
        return handoffs(account.accountId()).get(0).get("id");
    }

    private static List<Object> handoffsOf(Scored... accounts) {
        return Stream.of(accounts).map(BatchOfScoresTest::handoff).toList();
    }

    private static List<Object> handoffsDecidedOn(Scored account) {
        return decisions(account.accountId()).stream()
                .map(decision -> decision.get("handoffId"))
                .toList();
    }
}
