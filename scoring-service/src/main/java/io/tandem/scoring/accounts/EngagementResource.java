package io.tandem.scoring.accounts;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.domain.EngagementShares;
import io.tandem.scoring.score.ScoreService;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Whose doing an account's engagement is. */
@Path("/api/v1/accounts/{id}/engagement")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Blocking
@Tag(name = "Accounts", description = "Accounts with score, signals, people and usage")
class EngagementResource {
    private static final int MOST_PEOPLE = 200;

    @Inject
    ScoreService scores;

    @Schema(name = "AccountEngagement", description = "An account's engagement and whose doing it is")
    record EngagementView(
            @Schema(description = "The engagement as the score of this moment has it")
            double engagement,

            @Schema(description = "Those with the most, 200 at most")
            List<ShareView> people,

            @Schema(description = "What everybody else did; with the people's points it adds up to the engagement")
            double others) {}

    @Schema(name = "AccountEngagementShare")
    record ShareView(
            @Schema(description = "Email, user id or anonymous id")
            String who,

            double points) {}

    @GET
    @Operation(
            summary = "Whose doing an account's engagement is",
            description = "What a rule gives is shared out by what each person's events are worth now, and what caps"
                    + " take away in proportion. The parts add up to the engagement exactly.")
    @APIResponse(responseCode = "200", description = "Everybody's part")
    @APIResponse(responseCode = "404", description = "No such account")
    public EngagementView read(@RestPath UUID id) {
        List<EngagementShares.Share> shares =
                scores.shares(id, Instant.now()).orElseThrow(() -> Problem.notFound("There is no account " + id + "."));
        return new EngagementView(
                sum(shares.stream()),
                shares.stream()
                        .limit(MOST_PEOPLE)
                        .map(share -> new ShareView(share.who(), share.points()))
                        .toList(),
                sum(shares.stream().skip(MOST_PEOPLE)));
    }

    /** Points are whole hundredths. */
    private static double sum(Stream<EngagementShares.Share> shares) {
        return Math.round(
                        100 * shares.mapToDouble(EngagementShares.Share::points).sum())
                / 100.0;
    }
}
