package io.tandem.scoring.prediction;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.domain.prediction.Target;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What the active models predict of accounts. */
@Path("/api/v1/predictions")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Blocking
@Tag(name = "Predictions", description = "How likely accounts are to convert or to cancel")
class PredictionsResource {
    @Inject
    PredictionRepository predictions;

    @GET
    @Operation(
            summary = "List predictions",
            description =
                    "The most probable first, equal ones by account. They are some hours old at most; accounts that"
                            + " pay already have no chance to convert, and others none to cancel. Empty while no model of the"
                            + " target is active.")
    @APIResponse(responseCode = "200", description = "A page of predictions")
    @APIResponse(responseCode = "400", description = "Bad filter, limit or cursor")
    public Page<PredictionView> list(
            @Parameter(description = "CONVERSION, which is the default, or CHURN") @RestQuery String target,
            @Parameter(description = "Only this account") @RestQuery UUID accountId,
            @Parameter(
                            description = "Only of at least this probability",
                            schema = @Schema(type = SchemaType.NUMBER, minimum = "0", maximum = "1"))
                    @RestQuery
                    String minProbability,
            @BeanParam PageRequest page) {
        List<PredictionView> rows = predictions.page(
                target == null ? Target.CONVERSION : QueryValues.oneOf(Target.class, "target", target),
                accountId,
                minProbability == null ? null : QueryValues.number("minProbability", minProbability, 0, 1),
                page.cursorKey(PredictionRepository.Place::parse).orElse(PredictionRepository.Place.START),
                page.limit() + 1);
        return Page.of(rows, page.limit(), PredictionRepository.Place::of);
    }
}
