package io.tandem.routing.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.kit.testing.EmptyTables;
import io.tandem.kit.testing.RealInfrastructure;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class AccountsTest {
    @Inject
    AgroalDataSource database;

    @Test
    void looksUpEachAccountByItselfHoweverEmptyTheTablesLook() throws SQLException {
        List<String> plan = EmptyTables.plan(database, Accounts.FACTS, "decision", "handoff");

        assertEquals(List.of(), EmptyTables.readThrough(plan, "decision", "handoff"), String.join("\n", plan));
    }
}
