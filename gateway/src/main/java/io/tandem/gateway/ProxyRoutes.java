package io.tandem.gateway;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.tandem.gateway.RouteTable.Access;
import io.tandem.gateway.RouteTable.Destination;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.VertxProblems;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Checks each call at the door and passes it on to the service that answers it. */
@ApplicationScoped
class ProxyRoutes {
    private static final int FIRST = 2000;
    private static final Logger LOG = Logger.getLogger(ProxyRoutes.class);

    /** Headers of which a service's answer knows best: browsers would hold it to both. */
    private static final List<String> LEFT_TO_SERVICES = List.of("Content-Security-Policy", "Cache-Control");

    /** Only the gateway says who is calling: what callers claim here is dropped. */
    private static final List<String> CLAIMED_BY_CALLERS = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Proto",
            "X-Real-IP",
            "X-User",
            "X-Roles");

    private final CorsHandler crossOrigin = CorsHandler.create()
            .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS))
            .allowedHeaders(Set.of(
                    "authorization", "content-type", "x-retry-count", "anonymousid", "idempotency-key", "accept"))
            .exposedHeaders(Set.of("Retry-After", "Location"))
            .maxAgeSeconds(900);

    private final GatewayConfig config;
    private final RateLimits rateLimits;
    private final Map<String, HttpProxy> proxies;

    ProxyRoutes(Vertx vertx, GatewayConfig config, RateLimits rateLimits) {
        this.config = config;
        this.rateLimits = rateLimits;
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(512)
                .setMaxWaitQueueSize(2048)
                .setConnectTimeout(2_000)
                .setIdleTimeout((int) config.idleTimeout().toSeconds()));
        this.proxies = config.services().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, service -> proxyTo(client, service)));
    }

    /** Before all that may refuse, so that refusals carry the headers too. */
    void protect(@Observes Filters filters) {
        filters.register(this::prepare, FIRST);
    }

    void register(@Observes Router router) {
        router.routeWithRegex(RouteTable.LIMITED).order(-100).handler(this::limit);
        router.routeWithRegex("/(v1|api|forms|surveys)(/.*)?").order(0).handler(this::pass);
    }

    /** A preflight is answered here: it costs next to nothing, and its refusal would be taken for that of the call. */
    private void prepare(RoutingContext context) {
        SecurityHeaders.add(context);
        if (RouteTable.isCrossOrigin(context.request().method().name(), context.normalizedPath())) {
            crossOrigin.handle(context);
        } else {
            context.next();
        }
    }

    private void limit(RoutingContext context) {
        OptionalInt retryAfter = rateLimits.refuse(callerAddress(context.request()));
        if (retryAfter.isPresent()) {
            refuse(context, Problem.tooManyRequests("This address calls too often.", retryAfter.getAsInt()));
            return;
        }
        context.next();
    }

    private void pass(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<Destination> destination = RouteTable.find(request.method().name(), context.normalizedPath());
        if (destination.isEmpty()) {
            refuse(context, Problem.notFound("Nothing answers " + request.method() + " " + request.path()));
            return;
        }
        HttpProxy proxy = proxies.get(destination.get().service());
        if (destination.get().access() == Access.OPEN) {
            proxy.handle(request);
            return;
        }
        request.pause();
        BiConsumer<RoutingContext, Throwable> onBadToken = (refused, failure) -> unauthenticated(refused);
        context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, onBadToken);
        QuarkusHttpUser.getSecurityIdentity(context, null)
                .subscribe()
                .with(
                        identity -> {
                            if (identity == null || identity.isAnonymous()) {
                                unauthenticated(context);
                            } else {
                                proxy.handle(request);
                            }
                        },
                        failure -> unauthenticated(context));
    }

    private void unauthenticated(RoutingContext context) {
        if (context.response().ended()) {
            return;
        }
        refuse(context, Problem.unauthorized("A valid bearer token is needed."));
    }

    private static void refuse(RoutingContext context, Problem problem) {
        // The rest of a refused body is not worth reading, and an unread one would block the connection.
        context.response().putHeader("Connection", "close");
        context.request().resume();
        VertxProblems.end(context, problem);
    }

    private String callerAddress(HttpServerRequest request) {
        return ForwardingHeaders.callerAddress(
                request.remoteAddress().hostAddress(),
                request.headers().getAll("X-Forwarded-For"),
                config.trustedProxies().orElse(List.of()));
    }

    private String scheme(HttpServerRequest request) {
        return ForwardingHeaders.scheme(
                request.remoteAddress().hostAddress(),
                request.isSSL(),
                request.headers().getAll("X-Forwarded-Proto"),
                config.trustedProxies().orElse(List.of()));
    }

    private HttpProxy proxyTo(HttpClient client, Map.Entry<String, URI> service) {
        SocketAddress origin = origin(service.getKey(), service.getValue());
        return HttpProxy.reverseProxy(client).origin(origin).addInterceptor(new Passage(service.getKey()));
    }

    /** Better not to start than to call somewhere else than the address says, or in clear what it says to encrypt. */
    static SocketAddress origin(String service, URI address) {
        boolean plain = "http".equals(address.getScheme())
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && Set.of("", "/").contains(address.getRawPath())
                && address.getRawQuery() == null;
        if (!plain) {
            throw new IllegalArgumentException(
                    "The address of " + service + " must be http://host or http://host:port, not " + address);
        }
        return SocketAddress.inetSocketAddress(address.getPort() > 0 ? address.getPort() : 80, address.getHost());
    }

    private final class Passage implements ProxyInterceptor {
        private final String service;

        Passage(String service) {
            this.service = service;
        }

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            HttpServerRequest outer = context.request().proxiedRequest();
            String caller = callerAddress(outer);
            MultiMap headers = context.request().headers();
            CLAIMED_BY_CALLERS.forEach(headers::remove);
            headers.set("X-Forwarded-For", caller);
            headers.set("X-Forwarded-Proto", scheme(outer));
            if (outer.authority() != null) {
                headers.set("X-Forwarded-Host", outer.authority().toString());
            }
            return context.sendRequest().recover(failure -> {
                LOG.warnf("%s did not answer %s %s: %s", service, outer.method(), outer.path(), failure.getMessage());
                Problem problem = Problem.unavailable("The service does not answer; try again.");
                Buffer body = new JsonObject(problem.body()).toBuffer();
                ProxyResponse response = context.request().release().response();
                response.setStatusCode(problem.status());
                response.putHeader("Content-Type", Problem.MEDIA_TYPE.toString());
                response.putHeader("Content-Length", Integer.toString(body.length()));
                problem.headers().forEach(response::putHeader);
                return Future.succeededFuture(response.setBody(Body.body(body)));
            });
        }

        /** What browsers may read is said here; a service that says it too would make them refuse both. */
        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            context.response().headers().remove("Access-Control-Allow-Origin");
            context.response().headers().remove("Access-Control-Expose-Headers");
            MultiMap own = context.request().proxiedRequest().response().headers();
            LEFT_TO_SERVICES.stream()
                    .filter(context.response().headers()::contains)
                    .forEach(own::remove);
            return context.sendResponse();
        }
    }
}
