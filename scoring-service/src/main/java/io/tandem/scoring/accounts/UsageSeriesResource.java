package io.tandem.scoring.accounts;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.QueryTimes;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.signals.UsageByDay;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What accounts did day by day. */
@Path("/api/v1/accounts/{id}/usage")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Blocking
@Tag(name = "Accounts")
class UsageSeriesResource {
    private static final int USUAL_DAYS = 30;

    @Inject
    AccountHistory accounts;

    @Inject
    UsageByDay usage;

    @GET
    @Operation(
            summary = "Read what an account's people did, day by day",
            description =
                    "Days are those of UTC. Days before those that are kept are left out, and so are days to come."
                            + " Of an account that counts as part of another it is the usage of the other.")
    @APIResponse(responseCode = "200", description = "The days, in order of time")
    @APIResponse(responseCode = "400", description = "No date, or from after to")
    @APIResponse(responseCode = "404", description = "No such account")
    public UsageSeriesView usage(
            @RestPath UUID id,
            @Parameter(
                            description = "First day; 30 days up to the last if left out",
                            schema = @Schema(type = SchemaType.STRING, format = "date"))
                    @RestQuery
                    String from,
            @Parameter(
                            description = "Last day; today if left out",
                            schema = @Schema(type = SchemaType.STRING, format = "date"))
                    @RestQuery
                    String to) {
        List<FieldFault> faults = new ArrayList<>();
        Instant now = Instant.now();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate until = QueryTimes.date("to", to, faults);
        LocalDate last = to == null ? today : until;
        LocalDate since = QueryTimes.date("from", from, faults);
        LocalDate first = from == null && last != null ? last.minusDays(USUAL_DAYS - 1L) : since;
        if (first != null && last != null && first.isAfter(last)) {
            faults.add(new FieldFault("from", "must not be after to"));
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        UUID whole = accounts.wholeOf(id).orElseThrow(() -> Problem.notFound("There is no account " + id + "."));
        LocalDate start = latest(first, usage.since(now));
        LocalDate end = last.isAfter(today) ? today : last;
        return new UsageSeriesView(id, start.isAfter(end) ? List.of() : usage.of(whole, start, end));
    }

    private static LocalDate latest(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
