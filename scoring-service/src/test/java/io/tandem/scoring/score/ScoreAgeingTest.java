package io.tandem.scoring.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class ScoreAgeingTest {
    private final String name = "o" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID account = AccountId.ofDomain(name + ".com");

    @Inject
    ScoreAgeing ageing;

    @Inject
    UsageGate usage;

    @Inject
    Database database;

    @Test
    void tellsOfAScoreThatDecayedUnseen() {
        usage.count(List.of(
                TestCall.identify(name, Map.of("email", "ana@" + name + ".com")).made(),
                TestCall.track("Report Shared").user(name).made()));
        // As if it had been scored when there was much more to it.
        QuarkusTransaction.requiringNew().run(() -> database.update("""
                        WITH due AS (UPDATE account_listing SET due_at = now() WHERE account_id = ?)
                        UPDATE account SET total = 45, engagement = 40, told_total = 45 WHERE id = ?
                        """, account, account));

        ageing.rescoreDue();

        TestTopics.await(
                Topics.SCORES,
                AccountScored.class,
                2,
                scored -> scored.accountId().equals(account) && scored.score().total() == 10);
        assertEquals(
                new BigDecimal("10.00"),
                database.query("SELECT total FROM account WHERE id = ?", row -> row.getBigDecimal(1), account)
                        .get(0));
    }
}
