package io.tandem.scoring.models;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.domain.CompiledModel;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The models by which accounts are scored. */
@Path("/api/v1/scoring-models")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Blocking
@Tag(name = "Scoring models", description = "How accounts are scored, as data")
class ScoringModelsResource {
    @Inject
    ScoringModels models;

    @GET
    @Operation(summary = "List the scoring models")
    @APIResponse(responseCode = "200", description = "A page of models, by version")
    @APIResponse(responseCode = "400", description = "Bad limit or cursor")
    public Page<ScoringModelView> list(@BeanParam PageRequest page) {
        String after = page.cursorKey().orElse("");
        List<CompiledModel> rest = models.all().stream()
                .filter(model -> model.version().compareTo(after) > 0)
                .limit(page.limit() + 1L)
                .toList();
        return Page.of(rest, page.limit(), CompiledModel::version).map(ScoringModelView::from);
    }

    @GET
    @Path("{version}")
    @Operation(summary = "Read a scoring model")
    @APIResponse(responseCode = "200", description = "The model")
    @APIResponse(responseCode = "404", description = "No such version")
    public ScoringModelView read(@RestPath String version) {
        return models.ofVersion(version)
                .map(ScoringModelView::from)
                .orElseThrow(() -> Problem.notFound("There is no scoring model of version " + version + "."));
    }
}
