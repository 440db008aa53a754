package io.tandem.crm.hubspot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the stand-in for HubSpot says of itself: owners, pipelines, money. */
final class HubSpotPortal {
    private static final Map<String, String> OWNERS =
            Map.of("71", "maya@tandem.example", "72", "jonas@tandem.example", "73", "ines@tandem.example");

    /** The usual pipeline of deals, and one of a portal's own. */
    private static final List<Object> PIPELINES = List.of(
            pipeline("renewals", "Renewals", 1, List.of(stage("4001", "To renew", 0, "0.5"))),
            pipeline(
                    "default",
                    "Sales Pipeline",
                    0,
                    List.of(
                            stage("closedlost", "Closed Lost", 6, "0.0"),
                            stage("appointmentscheduled", "Appointment Scheduled", 0, "0.2"),
                            stage("qualifiedtobuy", "Qualified To Buy", 1, "0.4"),
                            stage("presentationscheduled", "Presentation Scheduled", 2, "0.6"),
                            stage("decisionmakerboughtin", "Decision Maker Bought-In", 3, "0.8"),
                            stage("contractsent", "Contract Sent", 4, "0.9"),
                            stage("closedwon", "Closed Won", 5, "1.0"))));

    static final Set<String> STAGES = Set.of(
            "appointmentscheduled",
            "qualifiedtobuy",
            "presentationscheduled",
            "decisionmakerboughtin",
            "contractsent",
            "closedwon",
            "closedlost",
            "4001");

    private HubSpotPortal() {}

    /** Empty where it is asked for records. */
    static Optional<Map<String, Object>> answer(String path) {
        return switch (path) {
            case "/account-info/v3/details" -> Optional.of(account());
            case "/crm/v3/owners" ->
                Optional.of(Map.of(
                        "results",
                        OWNERS.entrySet().stream().map(HubSpotPortal::owner).toList()));
            case "/crm/v3/pipelines/deals" -> Optional.of(Map.of("results", PIPELINES));
            default -> Optional.empty();
        };
    }

    private static Object owner(Map.Entry<String, String> owner) {
        return Map.of(
                "id",
                owner.getKey(),
                "email",
                owner.getValue(),
                "type",
                "PERSON",
                "createdAt",
                "2026-01-01T00:00:00Z",
                "updatedAt",
                "2026-01-01T00:00:00Z",
                "archived",
                false);
    }

    private static Object pipeline(String id, String label, int order, List<Object> stages) {
        Map<String, Object> pipeline = dated(id, label, order);
        pipeline.put("stages", stages);
        return pipeline;
    }

    private static Object stage(String id, String label, int order, String probability) {
        Map<String, Object> stage = dated(id, label, order);
        stage.put(
                "metadata",
                Map.of(
                        "probability",
                        probability,
                        "isClosed",
                        Boolean.toString(probability.equals("0.0") || probability.equals("1.0"))));
        return stage;
    }

    private static Map<String, Object> dated(String id, String label, int order) {
        Map<String, Object> dated = new LinkedHashMap<>();
        dated.put("id", id);
        dated.put("label", label);
        dated.put("displayOrder", order);
        dated.put("archived", false);
        dated.put("createdAt", "2026-01-01T00:00:00Z");
        dated.put("updatedAt", "2026-01-01T00:00:00Z");
        return dated;
    }

    private static Map<String, Object> account() {
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("portalId", 4711);
        account.put("accountType", "STANDARD");
        account.put("timeZone", "UTC");
        account.put("companyCurrency", "USD");
        account.put("additionalCurrencies", List.of("EUR"));
        account.put("utcOffset", "+00:00");
        account.put("utcOffsetMilliseconds", 0);
        account.put("uiDomain", "app.hubspot.com");
        account.put("dataHostingLocation", "eu1");
        return account;
    }
}
