package io.tandem.local.stand;

import io.tandem.local.StandException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads a stand from the environment. */
final class StandReader {
    static final String GATEWAY_MANAGEMENT = "gateway-management";

    private StandReader() {}

    static Stand read(Path root, Map<String, String> environment) {
        String home = text(environment, "TANDEM_HOME");
        Map<String, Integer> ports = new TreeMap<>();
        for (PartName part : PartName.values()) {
            String port = text(environment, part.portVariable());
            if (port != null) {
                ports.put(part.label(), number(part.portVariable(), port, 1, 65_534));
            }
        }
        String management = text(environment, "TANDEM_GATEWAY_MANAGEMENT_PORT");
        if (management != null) {
            ports.put(GATEWAY_MANAGEMENT, number("TANDEM_GATEWAY_MANAGEMENT_PORT", management, 1, 65_535));
        }
        String offset = text(environment, "TANDEM_PORT_OFFSET");
        return new Stand(
                root,
                (home == null ? root.resolve(".tandem") : Path.of(home))
                        .toAbsolutePath()
                        .normalize(),
                offset == null ? 0 : number("TANDEM_PORT_OFFSET", offset, 0, 40_000),
                ports,
                text(environment, "TANDEM_POSTGRES_URL"),
                text(environment, "TANDEM_KAFKA_BOOTSTRAP_SERVERS"),
                text(environment, "TANDEM_OIDC_ISSUER"));
    }

    private static String text(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new StandException(name + " must be a number, not \"" + text + "\".", e);
        }
        throw new StandException(name + " must be between " + least + " and " + most + ", not " + text + ".");
    }
}
