package io.tandem.crm.suggestion;

import io.tandem.crm.caller.Caller;
import io.tandem.crm.caller.QueryValues;
import io.tandem.crm.domain.SuggestionStatus;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/v1/suggestions")
@Tag(name = "Suggestions", description = "Next steps that wait for the owner's yes")
class SuggestionsResource {
    private final SuggestionService suggestions;
    private final Caller caller;

    SuggestionsResource(SuggestionService suggestions, Caller caller) {
        this.suggestions = suggestions;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary = "List suggested next steps, newest first",
            description = "They are looked for within a minute after something was changed, and once a day. Nobody who"
                    + " asked for peace is in them.")
    @APIResponse(responseCode = "200", description = "A page of suggestions")
    public Page<SuggestionView> list(
            @RestQuery @Parameter(description = "Only those of this account and those that count as part of it")
                    String accountId,
            @RestQuery @Parameter(description = "Only those of relationships owned by the person with this email")
                    String owner,
            @RestQuery
                    @Parameter(
                            description = "Only those in this status, without it the OPEN ones",
                            schema = @Schema(implementation = SuggestionStatus.class))
                    String status,
            @BeanParam PageRequest page) {
        SuggestionStatus wanted = QueryValues.oneOf("status", SuggestionStatus.class, status);
        return suggestions.list(
                QueryValues.id("accountId", accountId), owner, wanted == null ? SuggestionStatus.OPEN : wanted, page);
    }

    @PUT
    @Path("/{id}/decision")
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Accept or dismiss a suggestion",
            description =
                    "Accepting notes it as a next step of the owner; nothing is sent. For an admin, or the account"
                            + " executive who owns the relationship.")
    @APIResponse(responseCode = "200", description = "The suggestion as it is now")
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(responseCode = "409", description = "It is no longer open")
    public SuggestionView decide(UUID id, @Valid @NotNull SuggestionDecisionRequest request) {
        return suggestions.decide(id, request, caller);
    }
}
