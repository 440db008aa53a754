package io.tandem.scoring.accounts;

import io.smallrye.common.annotation.Blocking;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.web.EmailAddress;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.score.ScoreService;
import io.tandem.scoring.score.ScoredAccount;
import io.tandem.scoring.usage.Rehearsal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What an account would be worth. */
@Path("/api/v1/accounts/{id}/what-if")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Blocking
@Tag(name = "Accounts")
class WhatIfResource {
    @Inject
    ScoreService scores;

    @Inject
    Rehearsal rehearsal;

    @Inject
    AccountMembers members;

    @POST
    @Operation(
            summary = "See what an account would be worth if these events had happened",
            description =
                    "The events go through what real ones go through and are then undone: nothing is stored or told,"
                            + " so no Idempotency-Key is needed. Whoever does them must be at this account, or be so by their email.")
    @APIResponse(responseCode = "200", description = "The account as it is and as it would be")
    @APIResponse(
            responseCode = "400",
            description = "No events, more than 100, or by somebody who is not of this account")
    @APIResponse(responseCode = "404", description = "No such account")
    @APIResponse(responseCode = "503", description = "Too much happens at this account just now")
    public WhatIfView suppose(@RestPath UUID id, @Valid @NotNull WhatIfRequest request) {
        Instant now = Instant.now();
        ScoredAccount present =
                scores.readWhole(id, now).orElseThrow(() -> Problem.notFound("There is no account " + id + "."));
        List<TrackedEvent> calls = new ArrayList<>();
        List<String> users = new ArrayList<>();
        supposed(request.events(), now, calls, users);
        UUID whole = present.facts().id();
        ScoredAccount then = rehearsal.after(calls, () -> {
            refuseStrangers(users, whole);
            // Real events are scored, and the signals looked at, right after they are counted.
            scores.rescore(List.of(whole), now);
            return scores.readWhole(whole, now).orElseThrow();
        });
        return new WhatIfView(
                id,
                BigDecimal.valueOf(then.score().total())
                        .subtract(BigDecimal.valueOf(present.score().total()))
                        .doubleValue(),
                WhatIfView.Worth.of(present),
                WhatIfView.Worth.of(then));
    }

    private static void supposed(
            List<WhatIfRequest.Supposed> events, Instant now, List<TrackedEvent> calls, List<String> users) {
        List<FieldFault> faults = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            WhatIfRequest.Supposed event = events.get(i);
            String place = "events[" + i + "]";
            Optional<EmailAddress> email = Optional.ofNullable(event.email()).flatMap(EmailAddress::parse);
            if (event.email() != null && email.isEmpty()) {
                faults.add(new FieldFault(place + ".email", "must be an email address"));
            } else if (email.isEmpty()
                    && (event.userId() == null || event.userId().isBlank())) {
                faults.add(new FieldFault(place + ".userId", "must be given, or the email"));
            } else {
                String user = event.userId() == null || event.userId().isBlank()
                        ? email.orElseThrow().normalised()
                        : event.userId();
                users.add(user);
                Instant at = event.timestamp() == null || event.timestamp().isAfter(now) ? now : event.timestamp();
                email.ifPresent(address -> calls.add(
                        call("identify", user, null, Map.of(), Map.of("email", address.normalised()), at, now)));
                calls.add(call(
                        "track",
                        user,
                        event.event(),
                        event.properties() == null ? Map.of() : event.properties(),
                        Map.of(),
                        at,
                        now));
            }
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
    }

    private void refuseStrangers(List<String> users, UUID account) {
        Map<String, UUID> accounts = members.accountsOf(users);
        List<FieldFault> faults = new ArrayList<>();
        for (int i = 0; i < users.size(); i++) {
            if (!account.equals(accounts.get(users.get(i)))) {
                faults.add(new FieldFault(
                        "events[" + i + "]",
                        "is by somebody who "
                                + (accounts.containsKey(users.get(i))
                                        ? "is of another account"
                                        : "is not known; give their email")));
            }
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
    }

    private static TrackedEvent call(
            String type,
            String user,
            String event,
            Map<String, Object> properties,
            Map<String, Object> traits,
            Instant at,
            Instant now) {
        return new TrackedEvent(
                new UUID(0, 0),
                UUID.randomUUID().toString(),
                type,
                user,
                null,
                null,
                null,
                event,
                properties,
                traits,
                Map.of(),
                at,
                at,
                null,
                now);
    }
}
