package io.tandem.signup.identity;

import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Accounts that may be one company. */
@Path("/api/v1/match-suggestions")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Tag(name = "Match suggestions", description = "Accounts that may be one company, for an admin to decide")
class MatchSuggestionsResource {
    private final MatchSuggestionService suggestions;

    MatchSuggestionsResource(MatchSuggestionService suggestions) {
        this.suggestions = suggestions;
    }

    @GET
    @Operation(summary = "List the suggestions")
    public Page<MatchSuggestionView> list(
            @RestQuery @Parameter(description = "Only those of this status") MatchStatus status,
            @RestQuery @Parameter(description = "Only those of this account, on either side") UUID accountId,
            @BeanParam PageRequest page) {
        List<MatchSuggestionView> rows = suggestions.page(
                Optional.ofNullable(status),
                Optional.ofNullable(accountId),
                page.cursorKey(UUID::fromString),
                page.limit() + 1);
        return Page.of(rows, page.limit(), suggestion -> suggestion.id().toString());
    }

    @POST
    @Path("/{id}/acceptances")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Join the two accounts",
            description = "As `POST /api/v1/account-merges` does. If a mail provider was meant, nothing is joined.")
    @APIResponse(responseCode = "200", description = "Accepted, with the merge")
    @APIResponse(responseCode = "404", description = "There is no such suggestion")
    @APIResponse(responseCode = "409", description = "Decided already, or the accounts cannot be joined any more")
    public MatchSuggestionView accept(UUID id) {
        return suggestions.accept(id);
    }

    @POST
    @Path("/{id}/dismissals")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Leave the two accounts apart", description = "The two are never suggested again.")
    @APIResponse(responseCode = "200", description = "Dismissed")
    @APIResponse(responseCode = "404", description = "There is no such suggestion")
    @APIResponse(responseCode = "409", description = "Decided already")
    public MatchSuggestionView dismiss(UUID id) {
        return suggestions.dismiss(id);
    }
}
