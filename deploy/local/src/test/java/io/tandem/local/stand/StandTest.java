package io.tandem.local.stand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tandem.local.StandException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandTest {
    @Test
    void runsOnWellKnownPortsByDefault() {
        Stand stand = stand(Map.of());
        assertEquals(Path.of("/tandem/.tandem"), stand.home());
        assertEquals(URI.create("http://localhost:8080"), stand.url(PartName.GATEWAY));
        assertEquals("http://localhost:8180/realms/tandem", stand.issuer());
        assertEquals("127.0.0.1:19092", stand.kafka());
        assertEquals(
                "jdbc:postgresql://127.0.0.1:15432/signup", stand.postgres().jdbcUrl("signup"));
    }

    @Test
    void movesEverythingByTheOffsetExceptWhatIsMovedAlone() {
        Stand stand = stand(Map.of("TANDEM_PORT_OFFSET", "2000", "TANDEM_PORT", "9000"));
        assertEquals(List.of(9000, 10_100), stand.portsOf(PartName.GATEWAY));
        assertEquals(List.of(21_092, 21_093), stand.portsOf(PartName.KAFKA));
        assertEquals("http://localhost:10180/realms/tandem", stand.issuer());
    }

    @Test
    void takesPartsThatSomebodyElseRuns() {
        Stand stand = stand(Map.of(
                "TANDEM_POSTGRES_URL", "postgresql://me:secret@db.example",
                "TANDEM_KAFKA_BOOTSTRAP_SERVERS", "k1:9092,k2:9092"));
        assertEquals("jdbc:postgresql://db.example:5432/crm", stand.postgres().jdbcUrl("crm"));
        assertEquals(new PostgresAddress("db.example", 5432, "me", "secret"), stand.postgres());
        assertEquals("k1:9092,k2:9092", stand.kafka());
        assertEquals(false, stand.embeds(PartName.KAFKA));
    }

    @Test
    void passesAnyPasswordOnAsItWasGiven() {
        String url = "postgresql://me:p%40s%25s@db.example:5433";
        Stand stand = stand(Map.of("TANDEM_POSTGRES_URL", url));
        assertEquals("p@s%s", stand.postgres().password());
        assertEquals(url, stand.postgres().url());
    }

    @Test
    void saysInOneSentenceWhatIsWrongWithASetting() {
        assertEquals("TANDEM_PORT must be a number, not \"web\".", refusal("TANDEM_PORT", "web"));
        assertEquals("TANDEM_PORT must be between 1 and 65534, not 0.", refusal("TANDEM_PORT", "0"));
        assertEquals(
                "TANDEM_POSTGRES_URL must look like postgresql://user:password@host:port.",
                assertThrows(StandException.class, () -> stand(Map.of("TANDEM_POSTGRES_URL", "localhost"))
                                .postgres())
                        .getMessage());
    }

    private static String refusal(String name, String value) {
        return assertThrows(StandException.class, () -> stand(Map.of(name, value)))
                .getMessage();
    }

    private static Stand stand(Map<String, String> environment) {
        return Stand.of(Path.of("/tandem"), environment);
    }
}
