package io.tandem.kit.testing;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.ApiKey;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** A resource as services write them, to see what the kit makes of it. */
@Path("/api/v1/samples")
@Produces(MediaType.APPLICATION_JSON)
public class SampleResource {
    public enum Colour {
        RED,
        GREEN
    }

    public record Inner(@NotBlank String source) {}

    public record SampleRequest(
            @NotBlank String name,
            @NotNull Colour colour,
            @Max(10) int size,
            Instant at,
            UUID id,
            @Valid Inner inner,
            List<@Valid Inner> inners,
            Map<String, Object> anything) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    public SampleRequest create(@Valid SampleRequest request) {
        return request;
    }

    @POST
    @Path("/raw")
    @Consumes(MediaType.WILDCARD)
    @PermitAll
    public Map<String, Integer> raw(byte[] body) {
        return Map.of("bytes", body.length);
    }

    @POST
    @Path("/large")
    @Consumes(MediaType.WILDCARD)
    @Blocking
    @PermitAll
    public Map<String, Long> large(InputStream body) throws IOException {
        return Map.of("bytes", body.transferTo(OutputStream.nullOutputStream()));
    }

    @POST
    @Path("/keyed")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    public Map<String, String> keyed(@HeaderParam("Authorization") String authorization, Map<String, String> body) {
        return Map.of(
                "key", ApiKey.presented(authorization, body.get("writeKey")).orElse("none"));
    }

    @GET
    @PermitAll
    public Page<Integer> list(@BeanParam PageRequest page) {
        int after = page.cursorKey(Integer::valueOf).orElse(0);
        var rows = IntStream.rangeClosed(after + 1, 120)
                .limit(page.limit() + 1L)
                .boxed()
                .toList();
        return Page.of(rows, page.limit(), Object::toString);
    }

    @GET
    @Path("/typed")
    @PermitAll
    public Map<String, Object> typed(@QueryParam("colour") Colour colour, @QueryParam("id") UUID id) {
        return Map.of("colour", String.valueOf(colour), "id", String.valueOf(id));
    }

    @GET
    @Path("/by-id/{id}")
    @PermitAll
    public UUID byId(@PathParam("id") UUID id) {
        return id;
    }

    @GET
    @Path("/mine")
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    public Map<String, String> mine(@jakarta.ws.rs.core.Context jakarta.ws.rs.core.SecurityContext security) {
        return Map.of("name", security.getUserPrincipal().getName());
    }

    @POST
    @Path("/admin-only")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    public SampleRequest adminOnly(@Valid SampleRequest request) {
        return request;
    }

    @GET
    @Path("/forgotten")
    public String forgotten() {
        return "nobody said who may see this";
    }

    @GET
    @Path("/failure")
    @PermitAll
    public String failure() {
        throw new IllegalStateException("secret internals");
    }

    @GET
    @Path("/conflict")
    @PermitAll
    public String conflict() {
        throw Problem.of(409, "Name taken", "There is a sample of this name.").with("name", "x");
    }

    @GET
    @Path("/busy")
    @PermitAll
    public String busy() {
        throw new IllegalStateException("wrapped", Problem.tooManyRequests("Slow down.", 7));
    }
}
