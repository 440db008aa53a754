package io.tandem.scoring.prediction;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.domain.prediction.CutOff;
import io.tandem.scoring.domain.prediction.Target;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The models that predict conversion and churn. */
@Path("/api/v1/prediction-models")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Blocking
@Tag(name = "Prediction models", description = "Models that predict conversion and churn, learnt from outcomes")
class PredictionModelsResource {
    private static final double MOST_CAPACITY = 1_000_000;

    @Inject
    PredictionModelService models;

    @GET
    @Operation(summary = "List the versions", description = "The latest first.")
    @APIResponse(responseCode = "200", description = "A page of versions")
    @APIResponse(responseCode = "400", description = "Bad filter, limit or cursor")
    public Page<PredictionModelView> list(
            @Parameter(description = "CONVERSION or CHURN") @RestQuery String target,
            @Parameter(description = "QUEUED, TRAINING, FAILED, REFUSED, READY or ACTIVE") @RestQuery String status,
            @BeanParam PageRequest page) {
        List<PredictionModelView> rows = models.page(
                target == null ? null : QueryValues.oneOf(Target.class, "target", target),
                status == null ? null : QueryValues.oneOf(ModelStatus.class, "status", status),
                page.cursorKey(Integer::valueOf).orElse(Integer.MAX_VALUE),
                page.limit() + 1);
        return Page.of(rows, page.limit(), model -> Integer.toString(model.version()));
    }

    @GET
    @Path("{version}")
    @Operation(
            summary = "Read a version",
            description = "While it is trained its progress; then its report: how it did on the newest outcomes beside"
                    + " the rules and the base rate, which fields leak, and why it must not be used if it must not.")
    @APIResponse(responseCode = "200", description = "The version")
    @APIResponse(responseCode = "404", description = "No such version")
    public PredictionModelView read(@RestPath String version) {
        return models.read(number(version));
    }

    @POST
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Train a model",
            description = "In the background; the version it will have is answered at once. It is used only once it is"
                    + " activated. Audited.")
    @APIResponse(
            responseCode = "202",
            description = "Will be trained; Location is the version",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PredictionModelView.class)))
    @APIResponse(responseCode = "400", description = "All faults of the request")
    @APIResponse(responseCode = "409", description = "One of this target is being trained already")
    public RestResponse<PredictionModelView> train(@NotNull @Valid TrainingRequest request) {
        PredictionModelView queued = models.queue(request);
        return RestResponse.ResponseBuilder.<PredictionModelView>create(RestResponse.Status.ACCEPTED)
                .entity(queued)
                .location(URI.create("/api/v1/prediction-models/" + queued.version()))
                .build();
    }

    @POST
    @Path("{version}/activation")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Use a version",
            description =
                    "From now on it makes the predictions of its target, in place of the version before. Audited.")
    @APIResponse(responseCode = "200", description = "It is active; accounts have their predictions within minutes")
    @APIResponse(responseCode = "400", description = "All faults of the request")
    @APIResponse(responseCode = "404", description = "No such version")
    @APIResponse(
            responseCode = "409",
            description = "It was refused, and refusals says why; or it is not ready, or active already")
    public PredictionModelView activate(@RestPath String version, @NotNull @Valid ReasonRequest request) {
        return models.activate(number(version), request.reason());
    }

    @POST
    @Path("{version}/deactivation")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Do not use a version any more", description = "Its predictions are removed. Audited.")
    @APIResponse(responseCode = "200", description = "It is ready, but not active")
    @APIResponse(responseCode = "400", description = "All faults of the request")
    @APIResponse(responseCode = "404", description = "No such version")
    @APIResponse(responseCode = "409", description = "It is not active")
    public PredictionModelView deactivate(@RestPath String version, @NotNull @Valid ReasonRequest request) {
        return models.deactivate(number(version), request.reason());
    }

    @POST
    @Path("{version}/reproductions")
    @RolesAllowed({Roles.ADMIN, Roles.ANALYST})
    @Operation(
            summary = "Make a version again from its provenance",
            description = "Learns from the recorded rows with the recorded settings and compares. Changes nothing.")
    @APIResponse(responseCode = "200", description = "Whether it came out the same, to the last bit")
    @APIResponse(responseCode = "404", description = "No such version")
    @APIResponse(responseCode = "409", description = "Its rows are not kept any more, or it was never trained")
    @APIResponse(responseCode = "503", description = "Another model is being learnt; ask again after Retry-After")
    public Reproduction reproduce(@RestPath String version) {
        return models.reproduce(number(version));
    }

    @GET
    @Path("{version}/cut-off")
    @Operation(
            summary = "From which probability on to work accounts",
            description =
                    "So that a team that can take so many new accounts a week has enough to do and not more, going"
                            + " by the accounts that arrived within the last eight weeks. Of conversions only: who may"
                            + " cancel has mostly been here for longer.")
    @APIResponse(responseCode = "200", description = "The cut, and what to expect of it")
    @APIResponse(responseCode = "400", description = "No capacity, or a bad one")
    @APIResponse(responseCode = "404", description = "No such version")
    @APIResponse(
            responseCode = "409",
            description = "It is not active, so it has predicted nothing of those accounts; or of cancellations")
    public CutOff cutOff(
            @RestPath String version,
            @Parameter(
                            description = "How many new accounts the team can take in a week",
                            required = true,
                            schema = @Schema(type = SchemaType.NUMBER, minimum = "0", maximum = "1000000"))
                    @RestQuery
                    String capacityPerWeek) {
        if (capacityPerWeek == null) {
            throw RequestFaults.problem("capacityPerWeek", "must be given");
        }
        return models.cutOff(number(version), QueryValues.number("capacityPerWeek", capacityPerWeek, 0, MOST_CAPACITY));
    }

    private static int number(String version) {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException noVersion) {
            throw Problem.notFound("There is no prediction model of this version.");
        }
    }
}
