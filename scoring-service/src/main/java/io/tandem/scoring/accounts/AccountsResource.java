package io.tandem.scoring.accounts;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Accounts with their scores. */
@Path("/api/v1/accounts")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Blocking
@Tag(name = "Accounts", description = "Accounts with score, signals, people and usage")
class AccountsResource {
    @Inject
    AccountListing listing;

    @Inject
    AccountPages pages;

    @GET
    @Operation(
            summary = "List accounts",
            description = "Filters and order go by each account as it was listed last: when a change of it was told, at"
                    + " most ten minutes before its last event, at most six hours ago. What is shown is as of now. An"
                    + " account that changes meanwhile may be listed twice or not at all.")
    @APIResponse(responseCode = "200", description = "A page of accounts")
    @APIResponse(responseCode = "400", description = "Bad filter, order, limit or cursor")
    public Page<AccountView> list(@BeanParam AccountFilter filter, @BeanParam PageRequest page) {
        AccountFilter.Wanted wanted = filter.wanted();
        List<AccountOrder.Place> places = listing.find(
                wanted,
                page.cursorKey(text -> AccountOrder.Place.parse(text, wanted.order()))
                        .orElse(null),
                page.limit() + 1);
        Page<AccountOrder.Place> found = Page.of(places, page.limit(), AccountOrder.Place::asText);
        Map<UUID, AccountView> views =
                pages.of(found.items().stream().map(AccountOrder.Place::id).toList(), Instant.now());
        return new Page<>(
                found.items().stream()
                        .map(place -> Optional.ofNullable(views.get(place.id())))
                        .flatMap(Optional::stream)
                        .toList(),
                found.nextCursor());
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Read an account",
            description =
                    "The score is computed for this moment; the points of its explanation add up to it exactly. An"
                            + " account that counts as part of another answers with its own id, the other's in mergedInto, and"
                            + " all else as the other has it.")
    @APIResponse(responseCode = "200", description = "The account")
    @APIResponse(responseCode = "404", description = "No such account")
    public AccountView read(@RestPath UUID id) {
        return pages.whole(id, Instant.now()).orElseThrow(() -> Problem.notFound("There is no account " + id + "."));
    }
}
