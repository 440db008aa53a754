package io.tandem.scoring.accounts;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.QueryTimes;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.domain.ScoreSeries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What was at accounts. */
@Path("/api/v1/accounts/{id}")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Blocking
@Tag(name = "Accounts")
class HistoryResource {
    private static final Map<String, Duration> STEPS =
            Map.of("hour", Duration.ofHours(1), "day", Duration.ofDays(1), "week", Duration.ofDays(7));
    private static final int MOST_POINTS = 1_000;

    @Inject
    AccountHistory history;

    @GET
    @Path("scores")
    @Operation(
            summary = "Read the course of an account's score",
            description = "At even steps, each with the score that was told last within it or before. Scores are told"
                    + " when they move by a point, or by a grade or stage; they are kept to the hour for 90 days, to the"
                    + " day for three years, and steps before the first are left out. Of an account that counts as part"
                    + " of another it is the course of the other.")
    @APIResponse(responseCode = "200", description = "The points, in order of time")
    @APIResponse(responseCode = "400", description = "No time or step, from not before to, or more than 1000 points")
    @APIResponse(responseCode = "404", description = "No such account")
    public ScoreSeriesView scores(
            @RestPath UUID id,
            @Parameter(
                            description = "First step; the midnight (UTC) 30 days before the end if left out",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @RestQuery
                    String from,
            @Parameter(
                            description = "End, not later than now; now if left out",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @RestQuery
                    String to,
            @Parameter(
                            description = "Width of a step",
                            schema =
                                    @Schema(
                                            enumeration = {"hour", "day", "week"},
                                            defaultValue = "day"))
                    @RestQuery
                    String every) {
        List<FieldFault> faults = new ArrayList<>();
        Instant now = Instant.now();
        Instant last = QueryTimes.time("to", to, faults);
        Instant end = to == null ? now : last;
        Instant first = QueryTimes.time("from", from, faults);
        Instant start =
                from == null && end != null ? end.minus(Duration.ofDays(30)).truncatedTo(ChronoUnit.DAYS) : first;
        Duration step = STEPS.get(every == null ? "day" : every);
        if (step == null) {
            faults.add(new FieldFault("every", "must be one of hour, day, week"));
        }
        if (start != null && end != null && !start.isBefore(end)) {
            faults.add(new FieldFault("from", "must be before to"));
        } else if (faults.isEmpty() && Duration.between(start, end).dividedBy(step) >= MOST_POINTS) {
            faults.add(new FieldFault("every", "must be longer: at most " + MOST_POINTS + " points are shown at once"));
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        UUID whole = existing(id);
        Instant until = end.isAfter(now) ? now : end;
        return new ScoreSeriesView(
                id,
                every == null ? "day" : every,
                start.isBefore(until)
                        ? ScoreSeries.every(step, start, until, history.points(whole, start, until))
                        : List.of());
    }

    @GET
    @Path("timeline")
    @Operation(
            summary = "Read what happened at an account",
            description =
                    "Newest first: first seen, signups, signals, activation, changes of grade and stage, what people"
                            + " set by hand, and which accounts became part of it. What is said of people goes with them when they"
                            + " are erased.")
    @APIResponse(responseCode = "200", description = "A page of entries")
    @APIResponse(responseCode = "400", description = "Bad limit or cursor")
    @APIResponse(responseCode = "404", description = "No such account")
    public Page<TimelineEntryView> timeline(@RestPath UUID id, @BeanParam PageRequest page) {
        AccountHistory.Place after = page.cursorKey(AccountHistory.Place::parse).orElse(AccountHistory.Place.START);
        int limit = page.limit();
        return Page.of(history.timeline(existing(id), after, limit + 1), limit, AccountHistory.Place::of);
    }

    private UUID existing(UUID id) {
        return history.wholeOf(id).orElseThrow(() -> Problem.notFound("There is no account " + id + "."));
    }
}
