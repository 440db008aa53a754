package io.tandem.signup.sources;

import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The websites, apps and servers that may send, and their write keys. */
@Path("/api/v1/sources")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Sources", description = "The websites, apps and servers that may send, and their write keys")
class SourcesResource {
    private final SourceService sources;

    SourcesResource(SourceService sources) {
        this.sources = sources;
    }

    @POST
    @Operation(summary = "Create a source", description = "The answer holds its write key, which is shown this once.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NewSourceView.class)))
    @APIResponse(responseCode = "400", description = "All faults of the request")
    public RestResponse<NewSourceView> create(@NotNull @Valid SourceRequest request) {
        NewSourceView created = sources.create(request);
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, created)
                .header(HttpHeaders.LOCATION, "/api/v1/sources/" + created.id())
                .build();
    }

    @GET
    @Operation(summary = "List the sources")
    public Page<SourceView> list(@BeanParam PageRequest page) {
        List<SourceView> rows = sources.page(page.cursorKey(UUID::fromString), page.limit() + 1);
        return Page.of(rows, page.limit(), source -> source.id().toString());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One source")
    @APIResponse(responseCode = "200", description = "The source")
    @APIResponse(responseCode = "404", description = "There is no such source")
    public SourceView one(UUID id) {
        return sources.one(id);
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Rename a source, or switch it on or off", description = "What is absent stays as it is.")
    @APIResponse(responseCode = "200", description = "The source as it is now")
    @APIResponse(responseCode = "404", description = "There is no such source")
    public SourceView change(UUID id, @NotNull @Valid SourceChangeRequest request) {
        return sources.change(id, request);
    }

    @POST
    @Path("/{id}/keys")
    @Operation(
            summary = "Add a write key",
            description = "To rotate: add a key, move the senders to it, revoke the old one. Shown this once.")
    @APIResponse(
            responseCode = "201",
            description = "Added",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NewKeyView.class)))
    @APIResponse(responseCode = "404", description = "There is no such source")
    public RestResponse<NewKeyView> addKey(UUID id) {
        return RestResponse.status(RestResponse.Status.CREATED, sources.addKey(id));
    }

    @DELETE
    @Path("/{id}/keys/{keyId}")
    @Operation(summary = "Revoke a write key", description = "At once and for good.")
    @APIResponse(responseCode = "204", description = "Revoked")
    @APIResponse(responseCode = "404", description = "There is no such source, or it has no such valid key")
    public void revokeKey(UUID id, UUID keyId) {
        sources.revokeKey(id, keyId);
    }
}
