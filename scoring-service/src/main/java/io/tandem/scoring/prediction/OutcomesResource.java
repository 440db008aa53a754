package io.tandem.scoring.prediction;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What became of past accounts. */
@Path("/api/v1")
@RolesAllowed(Roles.ADMIN)
@Blocking
@Tag(name = "Outcomes", description = "What became of past accounts, for prediction to learn from")
class OutcomesResource {
    @Inject
    OutcomeService outcomes;

    @POST
    @Path("/outcomes")
    @Operation(
            summary = "Tell what became of accounts",
            description = "At most 1,000 at once. Each is of one account, target and time: the same again changes"
                    + " nothing, another of the same replaces it. Bad ones are refused by their place in the list, the"
                    + " others are taken. Without an outcome it is what is known of a present account, which makes its"
                    + " fields ones that predictions can use. Audited.")
    @APIResponse(responseCode = "200", description = "How many were taken, and which were refused")
    @APIResponse(responseCode = "400", description = "All faults of the request")
    public OutcomesView tell(@NotNull @Valid OutcomesRequest request) {
        return outcomes.take(request.outcomes());
    }

    @POST
    @Path("/imports/outcomes")
    @Consumes("text/csv")
    @Operation(
            summary = "Upload a table of past accounts",
            description = "UTF-8 CSV whose first line names the columns, in any order: domain or account_id, outcome"
                    + " (converted, not-converted, churned, retained, or empty while it is open) and known_at, since"
                    + " when the outcome is known. as_of says when the other columns held; rule_score is what the rules"
                    + " gave the account then. Every other column is a field to learn from; X_known_at says since when X"
                    + " of that row is known. Rows as in POST /api/v1/outcomes. Audited.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(type = SchemaType.STRING),
                            examples = @ExampleObject(name = "table", value = """
                                            domain,outcome,known_at,as_of,companySize,activeDays28
                                            harbourline.example,converted,2026-03-31,2026-03-01,51-200,17
                                            """)))
    @APIResponse(responseCode = "200", description = "How many rows were taken, and which were refused")
    @APIResponse(responseCode = "400", description = "No header with account, outcome and time, or no CSV")
    @APIResponse(responseCode = "413", description = "More than 64 MB")
    public OutcomesView upload(InputStream csv) {
        return outcomes.take(csv);
    }
}
