package io.tandem.scoring.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tandem.kit.web.ApiKey;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.database.DatabaseException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private final UUID shop = UUID.randomUUID();
    private final Map<String, UUID> stored = new HashMap<>(Map.of(ApiKey.hash("known"), shop));
    private boolean databaseIsAway;
    private int queries;

    private final Sources sources = new Sources(new SourceRepository() {
        @Override
        Map<String, UUID> byKeyHash() {
            queries++;
            if (databaseIsAway) {
                throw new DatabaseException(new SQLException("the database is away"));
            }
            return stored;
        }
    });

    @Test
    void findsTheSourceOfAKey() {
        assertEquals(shop, sources.require("known"));
    }

    @Test
    void refusesAKeyThatNobodyHas() {
        assertEquals(401, refusalOf("strange").status());
    }

    @Test
    void doesNotSayUnknownWhenItCannotKnow() {
        databaseIsAway = true;

        assertEquals(503, refusalOf("known").status());
    }

    @Test
    void goesOnWithTheKeysItKnowsWhileTheDatabaseIsAway() {
        sources.require("known");
        databaseIsAway = true;
        sources.reload();

        assertEquals(shop, sources.require("known"));
        assertEquals(503, refusalOf("strange").status());
    }

    @Test
    void forgetsAKeyThatIsNoLongerValid() {
        sources.require("known");
        stored.clear();
        sources.reload();

        assertEquals(401, refusalOf("known").status());
    }

    @Test
    void doesNotAskTheDatabaseForEachUnknownKey() {
        for (int i = 0; i < 1_000; i++) {
            refusalOf("strange-" + i);
        }

        assertEquals(1, queries, 1, "one query, and one more if this took longer than a second");
    }

    private Problem refusalOf(String key) {
        return assertThrows(Problem.class, () -> sources.require(key));
    }
}
