package io.tandem.signup.signups;

import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Forms that sprang a trap. */
@Path("/api/v1/sources/{sourceId}/refused-signups")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Refused signups", description = "Forms that sprang a trap")
class RefusedSignupsResource {
    private final RefusedSignups refused;
    private final SignupIntake intake;
    private final SignupConfig config;

    RefusedSignupsResource(RefusedSignups refused, SignupIntake intake, SignupConfig config) {
        this.refused = refused;
        this.intake = intake;
        this.config = config;
    }

    @GET
    @Operation(summary = "List the refused signups of a source, latest first")
    public Page<RefusedSignupView> list(UUID sourceId, @BeanParam PageRequest page) {
        List<RefusedSignupView> rows =
                refused.page(sourceId, page.cursorKey(RefusedSignupView.Cursor::parse), page.limit() + 1);
        return Page.of(rows, page.limit(), RefusedSignupView::cursorKey);
    }

    @POST
    @Path("/{id}/release")
    @Operation(summary = "Release a refused signup", description = "It goes on as if it had been accepted at once.")
    @APIResponse(responseCode = "200", description = "The signup it became")
    @APIResponse(responseCode = "404", description = "The source has no such refused signup")
    @APIResponse(responseCode = "409", description = "It was released already")
    public SignupView release(UUID sourceId, UUID id) {
        return SignupView.from(intake.release(sourceId, id), config.startProductUrl(), null);
    }
}
