package io.tandem.crm.satisfaction;

import io.tandem.crm.caller.QueryValues;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/v1/relationships/{accountId}")
@Tag(name = "Satisfaction", description = "What clients answer when they are asked")
class SatisfactionResource {
    private final SurveyService surveys;

    SatisfactionResource(SurveyService surveys) {
        this.surveys = surveys;
    }

    @GET
    @Path("/surveys")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List the surveys of an account with their answers, newest first")
    @APIResponse(responseCode = "200", description = "A page of surveys")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    public Page<SurveyView> list(UUID accountId, @BeanParam PageRequest page) {
        return surveys.list(accountId, page);
    }

    @GET
    @Path("/satisfaction")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Show how satisfied an account is: NPS, CSAT and their course")
    @APIResponse(responseCode = "200", description = "The satisfaction")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    public SatisfactionView satisfaction(
            UUID accountId,
            @RestQuery @Parameter(description = "Only what was asked about this engagement or milestone")
                    String about) {
        return surveys.satisfaction(accountId, QueryValues.id("about", about));
    }
}
