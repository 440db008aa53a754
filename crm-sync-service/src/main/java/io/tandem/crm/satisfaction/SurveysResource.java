package io.tandem.crm.satisfaction;

import io.tandem.crm.caller.Caller;
import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1")
@Tag(name = "Satisfaction", description = "What clients answer when they are asked")
class SurveysResource {
    private final SurveyService surveys;
    private final Caller caller;

    SurveysResource(SurveyService surveys, Caller caller) {
        this.surveys = surveys;
        this.caller = caller;
    }

    @POST
    @Path("/surveys")
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Make a survey for a stakeholder",
            description = "The answer holds the link, which is to be handed to the person: nothing is mailed. For an"
                    + " admin, or the account executive who owns the relationship.")
    @APIResponse(
            responseCode = "201",
            description = "The survey and its link",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NewSurveyView.class)))
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "No people serve this account, or there is no such engagement")
    @APIResponse(responseCode = "409", description = "The person is not to be contacted")
    public RestResponse<NewSurveyView> ask(@Valid @NotNull SurveyRequest request) {
        return RestResponse.status(RestResponse.Status.CREATED, surveys.ask(request, caller));
    }

    @POST
    @Path("/survey-answers")
    @PermitAll
    @Operation(summary = "Answer a survey", description = "With the token of the link, without login, once.")
    @APIResponse(responseCode = "204", description = "The answer is kept")
    @APIResponse(responseCode = "404", description = "The token is none of ours")
    @APIResponse(responseCode = "409", description = "It was answered already")
    @APIResponse(responseCode = "410", description = "It is over")
    public void answer(@Valid @NotNull AnswerRequest request) {
        surveys.answer(request);
    }
}
