package io.tandem.scoring.intake;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Lets browsers of any site send events. The framework's own filter answers preflights with 200 and a configured list
 * of origins for all paths; sites send to the tracking paths alone, and no cookie ever counts.
 */
@ApplicationScoped
class CrossOrigin {
    /** Refusals are to be readable too. */
    private static final int BEFORE_ALL_THAT_REFUSES = 1100;

    private static final int BEFORE_ROUTES = 100;

    void register(@Observes Filters filters) {
        filters.register(CrossOrigin::letRead, BEFORE_ALL_THAT_REFUSES);
        filters.register(CrossOrigin::answerPreflight, BEFORE_ROUTES);
    }

    private static void letRead(RoutingContext context) {
        if (isTracking(context)) {
            context.response()
                    .putHeader("Access-Control-Allow-Origin", "*")
                    .putHeader("Access-Control-Expose-Headers", "Retry-After");
        }
        context.next();
    }

    private static void answerPreflight(RoutingContext context) {
        if (!isTracking(context) || context.request().method() != HttpMethod.OPTIONS) {
            context.next();
            return;
        }
        context.response()
                .putHeader("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
                .putHeader("Access-Control-Allow-Headers", "authorization, content-type, x-retry-count, anonymousid")
                .putHeader("Access-Control-Max-Age", "900")
                .setStatusCode(204)
                .end();
    }

    private static boolean isTracking(RoutingContext context) {
        String path = context.request().path();
        return path != null && path.startsWith("/v1/");
    }
}
