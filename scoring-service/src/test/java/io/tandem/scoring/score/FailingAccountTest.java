package io.tandem.scoring.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountId;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class FailingAccountTest {
    private final String name = "f" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID failing = AccountId.ofDomain(name + "-failing.com");
    private final UUID sound = AccountId.ofDomain(name + "-sound.com");

    @Inject
    SignalPass signals;

    @Inject
    ScoreAgeing ageing;

    @Inject
    UsageGate usage;

    @Inject
    DueAccounts due;

    @Inject
    Database database;

    @BeforeEach
    void oneOfTwoAccountsCannotBeScored() {
        for (String each : List.of("failing", "sound")) {
            String user = name + each;
            usage.count(List.of(
                    TestCall.identify(user, Map.of("email", "ana@" + name + "-" + each + ".com"))
                            .made(),
                    TestCall.track("Report Shared").user(user).made()));
        }
        update("UPDATE account SET told_stage = 'BROKEN' WHERE id = ?", failing);
    }

    @AfterEach
    void mended() {
        update("UPDATE account SET told_stage = 'NONE' WHERE id = ?", failing);
    }

    @Test
    void whatWasImportedIsScoredThoughOthersAreDueOnceItHasWaited() {
        QuarkusTransaction.requiringNew().run(() -> {
            List<Long> ids = List.of(due(true, 0), due(false, 120), due(false, 0));
            due.any();

            List<DueAccounts.Batch> taken = due.take().stream()
                    .filter(batch -> ids.contains(batch.id()))
                    .toList();

            assertEquals(
                    List.of(ids.get(1), ids.get(0)),
                    taken.stream().map(DueAccounts.Batch::id).toList());
            database.update("DELETE FROM due_accounts WHERE id = ANY (?)", Database.Column.numbers(ids));
        });
    }

    private long due(boolean urgent, int seconds) {
        return database.query(
                        "INSERT INTO due_accounts (accounts, urgent, since) VALUES ('{}', ?, now() - make_interval(secs => ?))"
                                + " RETURNING id",
                        row -> row.getLong(1),
                        urgent,
                        (double) seconds)
                .get(0);
    }

    @Test
    void doesNotHoldUpTheSignalsOfOthers() {
        Instant before = Instant.now();
        update("UPDATE account SET signals_due_at = now() - interval '1 day' WHERE id IN (?, ?)", failing, sound);

        signals.lookAt(Instant.now());

        assertTrue(at("SELECT scored_at FROM account WHERE id = ?", sound).isAfter(before));
        assertTrue(isPushedOn("SELECT signals_due_at FROM account WHERE id = ?"));
    }

    @Test
    void doesNotHoldUpTheAgeingOfOthers() {
        Instant before = Instant.now();
        update(
                "UPDATE account_listing SET due_at = now() - interval '1 day' WHERE account_id IN (?, ?)",
                failing,
                sound);

        ageing.rescoreDue();

        assertTrue(at("SELECT scored_at FROM account WHERE id = ?", sound).isAfter(before));
        assertTrue(isPushedOn("SELECT due_at FROM account_listing WHERE account_id = ?"));
    }

    @Test
    void doesNotHoldUpTheScoresOfOthers() {
        Instant before = Instant.now();

        usage.count(List.of(
                TestCall.track("Report Shared").user(name + "failing").made(),
                TestCall.track("Report Shared").user(name + "sound").made()));

        assertTrue(at("SELECT scored_at FROM account WHERE id = ?", sound).isAfter(before));
        assertTrue(isPushedOn("SELECT signals_due_at FROM account WHERE id = ?"));
    }

    private boolean isPushedOn(String sql) {
        Instant due = at(sql, failing);
        return due.isAfter(Instant.now().plus(Duration.ofMinutes(5)))
                && due.isBefore(Instant.now().plus(Duration.ofMinutes(11)));
    }

    private Instant at(String sql, UUID account) {
        return database.query(sql, row -> row.getTimestamp(1).toInstant(), account)
                .get(0);
    }

    private void update(String sql, Object... arguments) {
        QuarkusTransaction.requiringNew().run(() -> database.update(sql, arguments));
    }
}
