package io.tandem.scoring.intake;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
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
    private static final int BEFORE_ROUTES = 100;

    void register(@Observes Filters filters) {
        filters.register(CrossOrigin::answer, BEFORE_ROUTES);
    }

    private static void answer(RoutingContext context) {
        if (!context.normalizedPath().startsWith("/v1/")) {
            context.next();
            return;
        }
        MultiMap headers = context.response().headers();
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Access-Control-Expose-Headers", "Retry-After");
        if (context.request().method() != HttpMethod.OPTIONS) {
            context.next();
            return;
        }
        headers.set("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
        headers.set("Access-Control-Allow-Headers", "authorization, content-type, x-retry-count, anonymousid");
        headers.set("Access-Control-Max-Age", "900");
        context.response().setStatusCode(204).end();
    }
}
