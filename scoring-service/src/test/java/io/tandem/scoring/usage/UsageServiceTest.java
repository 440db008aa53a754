package io.tandem.scoring.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.Signal;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.score.ScoreService;
import io.tandem.scoring.score.ScoredAccount;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class UsageServiceTest {
    private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final String domain = name + ".com";
    private final UUID source = UUID.randomUUID();

    @Inject
    UsageGate usage;

    @Inject
    ScoreService scores;

    @Inject
    Database database;

    @Inject
    Partitions partitions;

    @Test
    void countsAnEventSentTenTimesOnce() {
        identify("ana");
        TrackedEvent event =
                call(TestCall.track("Report Shared")).user("ana" + name).made();

        usage.count(Collections.nCopies(5, event));
        for (int i = 0; i < 5; i++) {
            usage.count(List.of(event));
        }

        assertEquals(1, account().facts().usage().events());
        assertEquals(5, account().score().engagement(), 0.01);
    }

    @Test
    void knowsARepetitionOnAnotherDay() {
        identify("ana");
        Instant now = Instant.now();
        TestCall call = call(TestCall.track("Signed In")).user("ana" + name).message("again");
        usage.count(List.of(call.received(now.minus(Duration.ofDays(6))).made()));

        usage.count(List.of(call.received(now).made()));

        assertEquals(1, account().facts().usage().events());
    }

    @Test
    void theSameMessageOfAnotherSourceIsAnotherEvent() {
        identify("ana");
        TestCall call = call(TestCall.track("Signed In")).user("ana" + name).message("same");
        usage.count(List.of(call.made(), call.from(UUID.randomUUID()).made()));

        assertEquals(2, account().facts().usage().events());
    }

    @Test
    void countsWhatSomebodyDidBeforeTheyWereKnown() {
        usage.count(List.of(
                call(TestCall.track("Project Created")).anonymous("b" + name).made(),
                call(TestCall.page()).anonymous("b" + name).made()));

        usage.count(List.of(call(TestCall.identify("ana" + name, Map.of("email", "ana@" + domain)))
                .anonymous("b" + name)
                .made()));

        assertEquals(2, account().facts().usage().events());
        assertEquals(1, account().facts().usage().users());
        AccountPerson ana = account().facts().people().get(0);
        assertEquals("ana@" + domain, ana.email());
        assertEquals("ana" + name, ana.userId());
        assertEquals(2, ana.events());
    }

    @Test
    void movesAPersonFromTheGroupToTheDomainOfTheirEmail() {
        UUID group = AccountId.ofGroup("g" + name);
        usage.count(List.of(
                call(TestCall.group("g" + name, Map.of("name", "Acme")))
                        .user("ana" + name)
                        .made(),
                call(TestCall.track("Invite Sent")).user("ana" + name).made()));
        assertEquals(1, account(group).facts().usage().events());
        assertEquals("Acme", account(group).facts().name());

        identify("ana");

        assertEquals(1, account().facts().usage().events());
        assertEquals(0, account(group).facts().peopleKnown());
        assertEquals(0, account(group).score().total());
    }

    @Test
    void aGroupWhoseDomainIsToldLaterTakesItsMembersAlong() {
        usage.count(List.of(
                call(TestCall.group("g" + name, Map.of())).user("ana" + name).made(),
                call(TestCall.group("g" + name, Map.of())).user("ben" + name).made(),
                call(TestCall.track("Signed In")).user("ana" + name).made()));

        usage.count(List.of(call(TestCall.group("g" + name, Map.of("website", "https://www." + domain)))
                .user("cleo" + name)
                .made()));

        assertEquals(3, account().facts().usage().users());
        assertEquals(1, account().facts().usage().events());
    }

    @Test
    void oneEmailIsOnePersonHoweverManyUserIds() {
        usage.count(List.of(
                call(TestCall.identify("one" + name, Map.of("email", "ana@" + domain)))
                        .made(),
                call(TestCall.identify("two" + name, Map.of("email", "ana+work@" + domain)))
                        .made()));

        assertEquals(1, account().facts().usage().users());
    }

    @Test
    void signalsSayWhy() {
        identify("ana");
        identify("ben");
        assertEquals(List.of(), account().signals());

        identify("cleo");
        usage.count(List.of(
                call(TestCall.track("Plan Limit Reached"))
                        .user("ben" + name)
                        .with(Map.of("limit", "seats", "plan", "starter"))
                        .made(),
                call(TestCall.track("Feature Used"))
                        .user("cleo" + name)
                        .with(Map.of("feature", "sso"))
                        .made()));

        assertEquals(
                List.of(
                        "3 people of %1$s use the product: ana@%1$s, ben@%1$s, cleo@%1$s".formatted(domain),
                        "ben@%s hit the seats limit of the starter plan".formatted(domain),
                        "cleo@%s touched an enterprise feature: sso".formatted(domain)),
                account().signals().stream().map(Signal::reason).toList());
    }

    @Test
    void activationIsTheEarliestReportShared() {
        identify("ana");
        Instant early = Instant.parse("2026-10-01T10:00:00Z");
        usage.count(
                List.of(call(TestCall.track("Report Shared")).user("ana" + name).made()));
        usage.count(List.of(call(TestCall.track("Report Shared"))
                .user("ana" + name)
                .at(early)
                .made()));

        assertEquals(early, account().activatedAt());
    }

    @Test
    void dropsDaysThatAreOverAndNoOthers() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        partitions.ensure(List.of(60, 29).stream()
                .map(days -> today.minusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC)));
        assertTrue(partitionOf(today.minusDays(60)));

        partitions.maintain();

        assertEquals(false, partitionOf(today.minusDays(60)));
        assertTrue(partitionOf(today.minusDays(29)));
        assertTrue(partitionOf(today.plusDays(1)));
    }

    private boolean partitionOf(LocalDate day) {
        return database.query(
                        "SELECT to_regclass(?) IS NOT NULL",
                        row -> row.getBoolean(1),
                        "tracked_event_" + day.toString().replace("-", ""))
                .get(0);
    }

    private void identify(String who) {
        usage.count(List.of(call(TestCall.identify(who + name, Map.of("email", who + "@" + domain)))
                .made()));
    }

    private TestCall call(TestCall call) {
        return call.from(source);
    }

    private ScoredAccount account() {
        return account(AccountId.ofDomain(domain));
    }

    private ScoredAccount account(UUID id) {
        return scores.read(List.of(id), Instant.now()).get(0);
    }
}
