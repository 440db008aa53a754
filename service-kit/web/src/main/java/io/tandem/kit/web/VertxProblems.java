package io.tandem.kit.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Problem details for what fails outside REST: unknown addresses, and failures in Vert.x itself. */
@ApplicationScoped
public class VertxProblems {
    /** Failure handlers run in the order of their routes: this one before that of Quarkus. */
    private static final int BEFORE_QUARKUS = -1_000_000;

    void register(@Observes Router router) {
        router.route().order(BEFORE_QUARKUS).failureHandler(VertxProblems::failed);
        router.route().order(Integer.MAX_VALUE).handler(VertxProblems::nothingHere);
    }

    /** Ends the answer with the problem, unless it has begun already. */
    public static void end(RoutingContext context, Problem problem) {
        var response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(problem.status());
        problem.headers().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE.toString());
        response.end(new JsonObject(problem.body()).toBuffer());
    }

    private static void failed(RoutingContext context) {
        int status = context.statusCode();
        end(
                context,
                status >= 400 && status < 500
                        ? Problem.of(status, HttpFaults.detail(status, null))
                        : HttpFaults.of(context.failure()));
    }

    private static void nothingHere(RoutingContext context) {
        end(context, Problem.notFound(HttpFaults.detail(404, null)));
    }
}
