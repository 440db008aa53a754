package io.tandem.scoring.accounts;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.domain.Overrides;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What people set by hand on accounts. */
@Path("/api/v1/accounts/{id}/overrides/{kind}")
@RolesAllowed({Roles.ADMIN, Roles.AE})
@Blocking
@Tag(name = "Accounts")
class OverridesResource {
    @Inject
    OverrideService overrides;

    @PUT
    @Operation(
            summary = "Set the score, the grade or the stage of an account by hand",
            description =
                    "Stays until it is removed. The model's own value stays to be seen, and the explanation has the"
                            + " difference as a contribution. Of an account that counts as part of another, the other's is set."
                            + " For an admin, and the account executive who holds the relationship.")
    @APIResponse(responseCode = "200", description = "The account with what was set")
    @APIResponse(responseCode = "400", description = "No value of this kind, or no reason")
    @APIResponse(responseCode = "403", description = "The account is another's")
    @APIResponse(responseCode = "404", description = "No such account, or nothing of this kind can be set")
    public AccountView set(
            @RestPath UUID id,
            @Parameter(description = "score, grade or stage") @RestPath String kind,
            @Valid @NotNull OverrideRequest request) {
        return overrides.set(id, kind(kind), request);
    }

    @DELETE
    @Operation(
            summary = "Remove what was set by hand",
            description =
                    "Of the whole that this account counts as part of, and of all its parts. The model's own value"
                            + " holds again.")
    @APIResponse(responseCode = "200", description = "The account without it")
    @APIResponse(responseCode = "403", description = "The account is another's")
    @APIResponse(responseCode = "404", description = "No such account, or nothing of this kind is set")
    public AccountView remove(
            @RestPath UUID id, @Parameter(description = "score, grade or stage") @RestPath String kind) {
        return overrides.remove(id, kind(kind));
    }

    private static Overrides.Kind kind(String name) {
        return Arrays.stream(Overrides.Kind.values())
                .filter(kind -> kind.name().toLowerCase(java.util.Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Only score, grade and stage can be set by hand."));
    }
}
