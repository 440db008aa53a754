package io.tandem.routing.handoff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.routing.EmptyTables;
import io.tandem.routing.storage.Database;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class HandoffRepositoryTest {
    @Inject
    Database database;

    @ParameterizedTest
    @ValueSource(strings = {HandoffRepository.ADD, HandoffRepository.ENDED})
    void looksUpTheHandoffsOfAnAccountByItselfHoweverEmptyTheTableLooks(String sql) {
        List<String> plan = EmptyTables.plan(database, sql, "handoff");

        assertEquals(List.of(), EmptyTables.readThrough(plan, "handoff"), String.join("\n", plan));
    }
}
