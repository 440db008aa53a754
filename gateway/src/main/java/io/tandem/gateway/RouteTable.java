package io.tandem.gateway;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which service answers which path, and what the gateway checks before. What is not listed does not exist outside. */
final class RouteTable {
    static final String SIGNUP = "signup-service";
    static final String SCORING = "scoring-service";
    static final String ROUTING = "routing-service";
    static final String CRM_SYNC = "crm-sync-service";

    /** Paths of which one address may call only so many; the router also takes them with a slash at the end. */
    static final String LIMITED = "/(v1|api|forms|surveys|health)(/.*)?";

    /**
     * What a caller must bring. {@code TOKEN}: a valid bearer token, roles are the service's business. {@code OPEN}: the
     * service itself checks the write key, or the path is public.
     */
    enum Access {
        TOKEN,
        OPEN
    }

    record Destination(String service, Access access) {}

    private record Route(String method, String prefix, Destination destination) {
        boolean matches(String calledMethod, String path) {
            return (method.equals("*") || method.equals(calledMethod) || calledMethod.equals("OPTIONS"))
                    && (path.equals(prefix) || path.startsWith(prefix + "/"));
        }
    }

    /** First match wins, so the narrower route stands first. */
    private static final List<Route> ROUTES = List.of(
            open("*", "/v1", SCORING),
            open("POST", "/api/v1/signups", SIGNUP),
            open("GET", "/api/v1/forms", SIGNUP),
            open("POST", "/api/v1/touches", SIGNUP),
            open("POST", "/api/v1/signup-confirmations", SIGNUP),
            open("GET", "/forms", SIGNUP),
            token("/api/v1/sources", SIGNUP),
            token("/api/v1/domains", SIGNUP),
            token("/api/v1/account-merges", SIGNUP),
            token("/api/v1/match-suggestions", SIGNUP),
            token("/api/v1/enrichment", SIGNUP),
            token("/api/v1/attributions", SIGNUP),
            token("/api/v1/privacy-requests", SIGNUP),
            token("/api/v1/suppressions", SIGNUP),
            token("/api/v1/consents", SIGNUP),
            token("/api/v1/imports/events", SCORING),
            token("/api/v1/imports/outcomes", SCORING),
            token("/api/v1/imports", SIGNUP),
            token("/api/v1/accounts", SCORING),
            token("/api/v1/scoring-models", SCORING),
            token("/api/v1/signals", SCORING),
            token("/api/v1/outcomes", SCORING),
            token("/api/v1/prediction-models", SCORING),
            token("/api/v1/predictions", SCORING),
            token("/api/v1/policies", ROUTING),
            token("/api/v1/decisions", ROUTING),
            token("/api/v1/simulations", ROUTING),
            token("/api/v1/reps", ROUTING),
            token("/api/v1/territories", ROUTING),
            token("/api/v1/pools", ROUTING),
            token("/api/v1/handoffs", ROUTING),
            token("/api/v1/relationships", CRM_SYNC),
            token("/api/v1/relationship-imports", CRM_SYNC),
            token("/api/v1/relationship-exports", CRM_SYNC),
            token("/api/v1/opportunities", CRM_SYNC),
            token("/api/v1/interactions", CRM_SYNC),
            token("/api/v1/engagements", CRM_SYNC),
            token("/api/v1/proposals", CRM_SYNC),
            token("/api/v1/suggestions", CRM_SYNC),
            token("/api/v1/surveys", CRM_SYNC),
            open("POST", "/api/v1/survey-answers", CRM_SYNC),
            open("GET", "/surveys", CRM_SYNC),
            open("POST", "/surveys", CRM_SYNC),
            token("/api/v1/connections", CRM_SYNC),
            token("/api/v1/sync", CRM_SYNC),
            token("/api/v1/dead-letters/" + SIGNUP, SIGNUP),
            token("/api/v1/dead-letters/" + SCORING, SCORING),
            token("/api/v1/dead-letters/" + ROUTING, ROUTING),
            token("/api/v1/dead-letters/" + CRM_SYNC, CRM_SYNC));

    private static final String SIGNUPS = "/api/v1/signups";
    private static final Pattern NOTICES = Pattern.compile("/api/v1/connections/[0-9a-fA-F-]{36}/notices");

    private RouteTable() {}

    static Optional<Destination> find(String method, String path) {
        if (path.equals(SIGNUPS) && method.equals("GET")) {
            return Optional.of(new Destination(SIGNUP, Access.TOKEN));
        }
        if (path.startsWith(SIGNUPS + "/")) {
            // The random id of a signup is the visitor's own key to its decision.
            return Optional.of(new Destination(SIGNUP, Access.OPEN));
        }
        if (method.equals("POST") && NOTICES.matcher(path).matches()) {
            // A CRM has no token of ours; it signs what it sends.
            return Optional.of(new Destination(CRM_SYNC, Access.OPEN));
        }
        return ROUTES.stream()
                .filter(route -> route.matches(method, path))
                .findFirst()
                .map(Route::destination);
    }

    /** What a browser on any site may call: tracking and the signup form. They never carry credentials. */
    static boolean isCrossOrigin(String method, String path) {
        if (path.equals(SIGNUPS)) {
            // Sending a form, not the list of those who did.
            return method.equals("POST") || method.equals("OPTIONS");
        }
        return path.startsWith("/v1/")
                || path.startsWith("/api/v1/signup")
                || path.startsWith("/api/v1/forms")
                || path.startsWith("/api/v1/touches")
                || path.startsWith("/forms/");
    }

    private static Route open(String method, String prefix, String service) {
        return new Route(method, prefix, new Destination(service, Access.OPEN));
    }

    private static Route token(String prefix, String service) {
        return new Route("*", prefix, new Destination(service, Access.TOKEN));
    }
}
