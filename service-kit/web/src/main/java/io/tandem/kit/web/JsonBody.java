package io.tandem.kit.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Refuses JSON bodies that are missing, malformed or of the wrong types, where they are read: the same exceptions from
 * elsewhere are the service's own fault. Operations that take the raw body are left alone.
 */
@Provider
public class JsonBody implements ReaderInterceptor {
    private static final Set<Class<?>> RAW = Set.of(byte[].class, InputStream.class, String.class);

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (!isJson(context.getMediaType()) || RAW.contains(context.getType())) {
            return context.proceed();
        }
        var bytes = new NulFreeJson(context.getInputStream());
        context.setInputStream(bytes);
        try {
            var body = context.proceed();
            if (body == null) {
                throw missing();
            }
            return body;
        } catch (JsonProcessingException e) {
            throw bytes.wasEmpty() ? missing() : JsonFaults.problem(e);
        } catch (WebApplicationException e) {
            if (bytes.wasEmpty()) {
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
