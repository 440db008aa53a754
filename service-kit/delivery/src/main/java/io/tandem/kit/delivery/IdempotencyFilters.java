package io.tandem.kit.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tandem.kit.web.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Carries out {@link Idempotent}: claims before the operation runs, and keeps or repeats its answer. */
public class IdempotencyFilters {
    static final String KEY = "Idempotency-Key";
    static final String REPLAYED = "Idempotent-Replayed";

    private static final Logger LOG = Logger.getLogger(IdempotencyFilters.class);
    private static final Pattern TOKEN = Pattern.compile("(?i)bearer [^.]+\\.[^.]+\\.[^.]+");
    static final int LONGEST_KEY = 255;
    private static final String HELD = IdempotencyFilters.class.getName();

    /** Answers to requests that were refused before any work began: the caller may repair them under the same key. */
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 408, 413, 415, 429);

    @Inject
    IdempotencyStore store;

    @Inject
    CurrentIdentityAssociation identity;

    @Inject
    ObjectMapper json;

    private record Held(byte[] scope, UUID claim) {}

    @Idempotent
    @ServerRequestFilter(readBody = true)
    public Uni<Response> claim(ContainerRequestContext request, ResourceInfo operation) throws IOException {
        String key = request.getHeaderString(KEY);
        if (key == null || key.isBlank()) {
            if (isRequired(operation)) {
                throw Problem.badRequest("The header " + KEY + " is required.");
            }
            return Uni.createFrom().nullItem();
        }
        if (key.length() > LONGEST_KEY) {
            throw Problem.badRequest("The header " + KEY + " is longer than " + LONGEST_KEY + " characters.");
        }
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        return callerOf(request)
                .map(caller -> scope(request, caller, key))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(scope -> answerTo(store.claim(scope, sha256(body)), scope, request));
    }

    /** Only a token is worth an identity: a write key would have the identity provider asked what it means. */
    private Uni<SecurityIdentity> callerOf(ContainerRequestContext request) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        return authorization != null && TOKEN.matcher(authorization).matches()
                ? identity.getDeferredIdentity().onFailure().recoverWithNull()
                : Uni.createFrom().nullItem();
    }

    private static Response answerTo(IdempotencyStore.Claim claim, byte[] scope, ContainerRequestContext request) {
        if (claim.held().isPresent()) {
            request.setProperty(HELD, new Held(scope, claim.held().get()));
            return null;
        }
        if (claim.otherBody()) {
            throw Problem.unprocessable("This " + KEY + " was used for another body.");
        }
        IdempotencyStore.Answer answer = claim.answer()
                .orElseThrow(() -> Problem.conflict("The first request of this " + KEY + " is still at work."));
        Response.ResponseBuilder again = Response.status(answer.status()).entity(answer.body());
        answer.headers().forEach(again::header);
        return again.header(REPLAYED, "true").build();
    }

    @Idempotent
    @ServerResponseFilter
    public Uni<Void> keep(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(HELD) instanceof Held held)) {
            return Uni.createFrom().voidItem();
        }
        int status = response.getStatus();
        Runnable remember;
        if (status >= 500 || REFUSALS.contains(status)) {
            remember = () -> store.release(held.scope(), held.claim());
        } else {
            IdempotencyStore.Answer answer = new IdempotencyStore.Answer(status, headers(response), body(response));
            remember = () -> store.answered(held.scope(), held.claim(), answer);
        }
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(remember)
                .onFailure()
                .invoke(failure -> LOG.warn("The answer to an idempotent request could not be kept", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** What is kept is what is sent: the entity is written here, once. */
    private byte[] body(ContainerResponseContext response) {
        Object entity = response.getEntity();
        if (entity == null) {
            return null;
        }
        try {
            byte[] body = entity instanceof byte[] bytes
                    ? bytes
                    : entity instanceof String text
                            ? text.getBytes(StandardCharsets.UTF_8)
                            : json.writeValueAsBytes(entity);
            MediaType type = Optional.ofNullable(response.getMediaType()).orElse(MediaType.APPLICATION_JSON_TYPE);
            response.setEntity(body, null, type);
            return body;
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private static Map<String, String> headers(ContainerResponseContext response) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (response.getEntity() != null) {
            MediaType type = Optional.ofNullable(response.getMediaType()).orElse(MediaType.APPLICATION_JSON_TYPE);
            headers.put(HttpHeaders.CONTENT_TYPE, type.toString());
        }
        for (String name : List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG)) {
            Optional.ofNullable(response.getHeaderString(name)).ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }

    private static boolean isRequired(ResourceInfo operation) {
        Idempotent onMethod = operation.getResourceMethod().getAnnotation(Idempotent.class);
        Idempotent onType = operation.getResourceClass().getAnnotation(Idempotent.class);
        return onMethod != null ? onMethod.required() : onType != null && onType.required();
    }

    /** A key means something only together with who sent it and what it was sent to. */
    private static byte[] scope(ContainerRequestContext request, SecurityIdentity caller, String key) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        String who = caller == null || caller.isAnonymous()
                ? "key " + authorization
                : "user " + caller.getPrincipal().getName();
        String what = request.getMethod() + " " + request.getUriInfo().getPath();
        return sha256(String.join("\n", who, what, key).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
