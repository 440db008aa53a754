package io.tandem.crm.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
class SyncQueueTest {
    @Inject
    AgroalDataSource database;

    @Test
    void looksUpEachRecordAndItsCompanyByKeyHoweverEmptyTheTableLooks() throws SQLException {
        assertLookedUpByKey(SyncQueue.CLAIM, "sync_record record", "sync_record company");
        assertLookedUpByKey(SentRecords.FINISH, "sync_record record");
    }

    private void assertLookedUpByKey(String sql, String... names) throws SQLException {
        List<String> plan = EmptyTables.plan(database, sql, "sync_record", "account_root");
        for (String name : names) {
            List<String> by = EmptyTables.conditions(plan, name);
            assertEquals(1, by.size(), String.join("\n", plan));
            assertTrue(by.get(0).contains("record_id = "), String.join("\n", plan));
        }
    }
}
