package io.tandem.scoring.accounts;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.score.ScoreService;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Accounts with their scores. */
@Path("/api/v1/accounts")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Blocking
@Tag(name = "Accounts", description = "Accounts with score, signals, people and usage")
class AccountsResource {
    @Inject
    AccountListing listing;

    @Inject
    ScoreService scores;

    @GET
    @Operation(
            summary = "List accounts",
            description = "Highest total score first, equal ones by id. Filters and order go by the score as stored"
                    + " last; the scores shown are those of now. An account whose score changes meanwhile may be"
                    + " listed twice or not at all.")
    @APIResponse(responseCode = "200", description = "A page of accounts")
    @APIResponse(responseCode = "400", description = "Bad filter, limit or cursor")
    public Page<AccountView> list(
            @Parameter(description = "Registrable domain, for example acme.com") @RestQuery String domain,
            @Parameter(description = "Grade, A1 to D4") @RestQuery String grade,
            @Parameter(description = "Name of a signal in force") @RestQuery String signal,
            @BeanParam PageRequest page) {
        if (grade != null && !grade.matches("[A-D][1-4]")) {
            throw RequestFaults.problem("grade", "must be a letter from A to D and a digit from 1 to 4");
        }
        List<AccountListing.Place> places = listing.find(
                domain == null ? null : domain.strip().toLowerCase(Locale.ROOT),
                grade,
                signal,
                page.cursorKey(AccountListing.Place::parse).orElse(null),
                page.limit() + 1);
        Page<AccountListing.Place> found = Page.of(places, page.limit(), AccountListing.Place::asText);
        Map<UUID, AccountView> views =
                views(found.items().stream().map(AccountListing.Place::id).toList());
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
        return scores.read(List.of(id), Instant.now()).stream()
                .findFirst()
                .map(account -> AccountView.from(account, id))
                .orElseThrow(() -> Problem.notFound("There is no account " + id + "."));
    }

    private Map<UUID, AccountView> views(List<UUID> ids) {
        return scores.read(ids, Instant.now()).stream()
                .map(AccountView::from)
                .collect(Collectors.toMap(AccountView::id, Function.identity()));
    }
}
