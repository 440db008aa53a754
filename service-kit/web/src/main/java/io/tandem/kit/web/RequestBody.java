package io.tandem.kit.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Refuses bodies that are too large, and JSON that is missing, malformed or of the wrong types, where they are read:
 * the same exceptions from elsewhere are the service's own fault. Operations that take the raw body get it as it is.
 */
@Provider
public class RequestBody implements ReaderInterceptor {
    private static final Set<Class<?>> RAW = Set.of(byte[].class, InputStream.class, String.class);

    @Inject
    BodyLimits limits;

    @Inject
    RoutingContext request;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        var bytes = new BoundedBody(
                context.getInputStream(), limits.of(request.request().path()));
        context.setInputStream(bytes);
        return isJson(context.getMediaType()) && !RAW.contains(context.getType())
                ? readJson(context, bytes)
                : context.proceed();
    }

    private static Object readJson(ReaderInterceptorContext context, BoundedBody bytes) throws IOException {
        context.setInputStream(new NulFreeJson(bytes));
        try {
            var body = context.proceed();
            if (body == null) {
                throw missing();
            }
            return body;
        } catch (JsonProcessingException e) {
            throw bytes.isEmpty() ? missing() : JsonFaults.problem(e);
        } catch (WebApplicationException e) {
            if (bytes.isEmpty()) {
                throw missing();
            }
            throw e.getCause() instanceof JsonProcessingException json ? JsonFaults.problem(json) : e;
        }
    }

    private static Problem missing() {
        return Problem.badRequest("A JSON body is required.");
    }

    private static boolean isJson(MediaType type) {
        return type != null
                && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
    }
}
