package io.tandem.crm.interaction;

import io.tandem.crm.caller.Caller;
import io.tandem.crm.caller.QueryValues;
import io.tandem.crm.domain.InteractionKind;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.QueryTimes;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/v1/interactions")
@Tag(name = "Interactions", description = "What people did with people of the account")
class InteractionSearchResource {
    private final InteractionService interactions;
    private final Caller caller;

    InteractionSearchResource(InteractionService interactions, Caller caller) {
        this.interactions = interactions;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary = "Search interactions, newest first",
            description = "What is given narrows the search. Another's private notes are not found.")
    @APIResponse(responseCode = "200", description = "A page of interactions")
    public Page<InteractionView> search(
            @RestQuery @Parameter(description = "Of this account and those that count as part of it") String accountId,
            @RestQuery
                    @Parameter(
                            description = "MEETING, CALL, EMAIL or NOTE",
                            schema = @Schema(implementation = InteractionKind.class))
                    String kind,
            @RestQuery @Parameter(description = "Part of what was said, of the outcome or of the next step")
                    String text,
            @RestQuery @Parameter(description = "The first time that is wanted, such as 2026-03-02T00:00:00Z")
                    String from,
            @RestQuery @Parameter(description = "The first time that is not wanted any more") String to,
            @RestQuery @Parameter(description = "Id of a stakeholder who took part") String person,
            @RestQuery @Parameter(description = "Email of who recorded it") String author,
            @RestQuery
                    @Parameter(
                            description = "Only those whose next step is to be taken still: true or false",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    String openNextStep,
            @BeanParam PageRequest page) {
        List<FieldFault> faults = new ArrayList<>();
        Instant first = QueryTimes.time("from", from, faults);
        Instant end = QueryTimes.time("to", to, faults);
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        UUID account = QueryValues.id("accountId", accountId);
        return interactions.search(
                new InteractionFilter(
                        null,
                        account == null ? null : interactions.family(account),
                        QueryValues.oneOf("kind", InteractionKind.class, kind),
                        text,
                        first,
                        end,
                        QueryValues.id("person", person),
                        author,
                        QueryValues.truth("openNextStep", openNextStep)),
                caller,
                page);
    }
}
