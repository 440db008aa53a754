package io.tandem.signup.identity;

import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Accounts that count as one. */
@Path("/api/v1/account-merges")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Tag(name = "Account merges", description = "Accounts that count as one, until they are separated")
class AccountMergesResource {
    private final AccountMergeService merges;

    AccountMergesResource(AccountMergeService merges) {
        this.merges = merges;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Join two accounts",
            description =
                    "Each by its id, such as that of a group or a person known from usage alone, or by its domain,"
                            + " which nobody needs to have signed up from yet.")
    @APIResponse(
            responseCode = "201",
            description = "Joined",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AccountMergeView.class)))
    @APIResponse(responseCode = "400", description = "All faults of the request")
    @APIResponse(responseCode = "404", description = "The id is none of an account")
    @APIResponse(responseCode = "409", description = "Merged already, into itself, or in a circle")
    @APIResponse(responseCode = "422", description = "The domain names no company, such as free mail")
    public RestResponse<AccountMergeView> merge(@NotNull @Valid AccountMergeRequest request) {
        AccountMergeView merge = merges.merge(request);
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, merge)
                .header(HttpHeaders.LOCATION, "/api/v1/account-merges/" + merge.id())
                .build();
    }

    @GET
    @Operation(summary = "List the merges")
    public Page<AccountMergeView> list(
            @RestQuery @Parameter(description = "Only those of this account, on either side") UUID accountId,
            @BeanParam PageRequest page) {
        List<AccountMergeView> rows =
                merges.page(Optional.ofNullable(accountId), page.cursorKey(UUID::fromString), page.limit() + 1);
        return Page.of(rows, page.limit(), merge -> merge.id().toString());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One merge")
    @APIResponse(responseCode = "200", description = "The merge, and the account its chain ends at")
    @APIResponse(responseCode = "404", description = "There is no such merge")
    public AccountMergeView one(UUID id) {
        return merges.one(id);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Separate the accounts again", description = "Each keeps all that it ever did.")
    @APIResponse(responseCode = "204", description = "Separated")
    @APIResponse(responseCode = "404", description = "There is no such merge")
    public void separate(UUID id) {
        merges.separate(id);
    }
}
