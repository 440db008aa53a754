package io.tandem.local.stand;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tandem.local.StandException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortCheckTest {
    @Test
    void namesTheTakenPortThePartAndHowToMoveIt() {
        StandException refused =
                assertThrows(StandException.class, () -> PortCheck.check(stand(Map.of()), port -> port == 8180));
        assertEquals(
                "Port 8180, which keycloak needs, is taken by another program: stop that program, or move keycloak"
                        + " with TANDEM_KEYCLOAK_PORT=<port>, or everything with TANDEM_PORT_OFFSET=<number>.",
                refused.getMessage());
    }

    @Test
    void refusesTwoPartsOnOnePort() {
        StandException refused = assertThrows(
                StandException.class, () -> PortCheck.check(stand(Map.of("TANDEM_PORT", "8101")), port -> false));
        assertEquals(
                "Port 8101 is wanted by both signup-service and gateway:"
                        + " move one of them with TANDEM_SIGNUP_PORT or TANDEM_PORT.",
                refused.getMessage());
    }

    @Test
    void asksForNoPortOfAPartThatSomebodyElseRuns() {
        Stand stand = stand(Map.of("TANDEM_OIDC_ISSUER", "https://login.example/realms/tandem"));
        assertDoesNotThrow(() -> PortCheck.check(stand, port -> port == 8180));
    }

    @Test
    void seesAProgramThatListens() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Stand stand = stand(Map.of(
                    "TANDEM_POSTGRES_PORT", Integer.toString(other.getLocalPort()), "TANDEM_PORT_OFFSET", "1234"));
            StandException refused = assertThrows(StandException.class, () -> PortCheck.check(stand));
            assertEquals(
                    "Port " + other.getLocalPort() + ", which postgres needs, is taken",
                    refused.getMessage().split(" by ")[0]);
        }
    }

    private static Stand stand(Map<String, String> environment) {
        return Stand.of(Path.of("/tandem"), environment);
    }
}
