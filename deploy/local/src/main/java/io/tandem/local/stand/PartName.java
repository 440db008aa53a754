package io.tandem.local.stand;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The processes of a stand, in the order in which they are shown. */
public enum PartName {
    POSTGRES("postgres", 15432, "TANDEM_POSTGRES_PORT"),
    KAFKA("kafka", 19092, "TANDEM_KAFKA_PORT"),
    KEYCLOAK("keycloak", 8180, "TANDEM_KEYCLOAK_PORT"),
    SIGNUP("signup-service", 8101, "TANDEM_SIGNUP_PORT"),
    SCORING("scoring-service", 8102, "TANDEM_SCORING_PORT"),
    ROUTING("routing-service", 8103, "TANDEM_ROUTING_PORT"),
    CRM_SYNC("crm-sync-service", 8104, "TANDEM_CRM_SYNC_PORT"),
    GATEWAY("gateway", 8080, "TANDEM_PORT");

    private final String label;
    private final int defaultPort;
    private final String portVariable;

    PartName(String label, int defaultPort, String portVariable) {
        this.label = label;
        this.defaultPort = defaultPort;
        this.portVariable = portVariable;
    }

    public static Optional<PartName> ofLabel(String label) {
        return Arrays.stream(values()).filter(part -> part.label.equals(label)).findFirst();
    }

    /** The parts that are built from this repository. */
    public static List<PartName> built() {
        return List.of(SIGNUP, SCORING, ROUTING, CRM_SYNC, GATEWAY);
    }

    /** What may be stopped at once, in the order of stopping: nobody loses a part that it still needs to end well. */
    public static List<List<PartName>> stopOrder() {
        return List.of(
                List.of(GATEWAY, KEYCLOAK),
                List.of(SIGNUP, SCORING, ROUTING, CRM_SYNC),
                List.of(KAFKA),
                List.of(POSTGRES));
    }

    public String label() {
        return label;
    }

    public int defaultPort() {
        return defaultPort;
    }

    public String portVariable() {
        return portVariable;
    }
}
