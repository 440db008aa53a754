package io.tandem.routing.handoff;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.awaitHandoff;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.handoff;
import static io.tandem.routing.RoutingApi.patchRep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.EmptyTables;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import io.tandem.routing.assignment.Taker;
import io.tandem.routing.storage.Database;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class HandoffRepositoryTest {
    @Inject
    AgroalDataSource pool;

    @Inject
    Database database;

    @Inject
    HandoffRepository handoffs;

    @ParameterizedTest
    @ValueSource(strings = {HandoffRepository.ADD, HandoffRepository.ENDED})
    void looksUpTheHandoffsOfAnAccountByItselfHoweverEmptyTheTableLooks(String sql) throws SQLException {
        List<String> plan = EmptyTables.plan(pool, sql, "handoff");

        assertEquals(List.of(), EmptyTables.readThrough(plan, "handoff"), String.join("\n", plan));
    }

    @Test
    void handoffsThatNobodyIsLeftForHoldUpNoOthers() {
        dismissReps();
        NewRep maya = addRep("Maya", 1, 5, "SALES_LED");
        patchRep(maya.id(), Map.of("active", false));
        Scored bank = Scored.newAccount(CompanySize.UP_TO_5000);
        TestTopics.send(Topics.SCORES, bank.signup());
        UUID waiting = awaitHandoff(bank.accountId()).handoffId();
        letAThousandExpire(maya, waiting);

        patchRep(maya.id(), Map.of("active", true));

        assertEquals("OPEN", handoff(waiting).getString("status"));
        assertEquals(maya.email(), handoff(waiting).getString("owner.email"));
        List<Taker> takers = List.of(new Taker("SALES_LED", maya.id()));
        QuarkusTransaction.requiringNew().run(() -> {
            assertFalse(handoffs.areQueuedFor(takers), "nobody need look at them again and again");
            assertEquals(List.of(), handoffs.lockQueuedFor(takers));
        });
        dismissReps();
    }

    /** Older ones, like the one that waits, that the only rep did not take in time. */
    private void letAThousandExpire(NewRep rep, UUID like) {
        QuarkusTransaction.requiringNew().run(() -> {
            database.update("""
                    INSERT INTO handoff
                    SELECT expired.* FROM handoff, generate_series(1, 1000) AS n, LATERAL jsonb_populate_record(
                        handoff,
                        jsonb_build_object(
                            'id', gen_random_uuid(), 'account_id', gen_random_uuid(), 'status', 'EXPIRED',
                            'opened_at', opened_at - n * interval '1 hour',
                            'owner_id', ?::uuid, 'owner_name', 'Maya', 'owner_email', ?::text)) AS expired
                    WHERE handoff.id = ?
                    """, rep.id(), rep.email(), like);
            database.update("""
                    INSERT INTO handoff_decline (handoff_id, rep_id, reason, expired, declined_at)
                    SELECT id, owner_id, 'did not take it in time', true, now() FROM handoff
                    WHERE owner_id = ? AND status = 'EXPIRED'
                    """, rep.id());
        });
    }
}
