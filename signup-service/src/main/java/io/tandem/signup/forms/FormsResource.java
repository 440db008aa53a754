package io.tandem.signup.forms;

import io.tandem.kit.web.Problem;
import io.tandem.signup.sources.SourceLookup;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The questions that a signup answers. */
@Path("/api/v1/forms")
@Tag(name = "Forms", description = "The questions that a signup answers")
class FormsResource {
    private final SourceLookup sources;

    FormsResource(SourceLookup sources) {
        this.sources = sources;
    }

    @GET
    @Path("/{sourceId}")
    @PermitAll
    @Operation(summary = "The form of a source", description = "Public, as the page that shows it.")
    @APIResponse(responseCode = "200", description = "Its questions")
    @APIResponse(responseCode = "404", description = "There is no such source, or it is switched off")
    public FormView one(UUID sourceId) {
        return sources.nameOfEnabled(sourceId)
                .map(name -> FormView.of(sourceId, name))
                .orElseThrow(() -> Problem.notFound("There is no such form."));
    }
}
