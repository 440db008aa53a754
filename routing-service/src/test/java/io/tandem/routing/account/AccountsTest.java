package io.tandem.routing.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.routing.EmptyTables;
import io.tandem.routing.storage.Database;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class AccountsTest {
    @Inject
    Database database;

    @Test
    void looksUpEachAccountByItselfHoweverEmptyTheTablesLook() {
        List<String> plan = EmptyTables.plan(database, Accounts.FACTS, "decision", "handoff");

        assertEquals(List.of(), EmptyTables.readThrough(plan, "decision", "handoff"), String.join("\n", plan));
    }
}
