package io.tandem.crm.preference;

import io.tandem.crm.caller.Caller;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/relationships/{accountId}/stakeholders/{personId}/preferences")
@Tag(name = "Stakeholders", description = "The people of an account, and the part they play when it decides")
class PreferencesResource {
    private final PreferenceService preferences;
    private final Caller caller;

    PreferencesResource(PreferenceService preferences, Caller caller) {
        this.preferences = preferences;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Show how somebody wants to be dealt with")
    @APIResponse(responseCode = "200", description = "What they said; all empty while they said nothing")
    @APIResponse(responseCode = "404", description = "There is no such stakeholder")
    public PreferenceView show(UUID accountId, UUID personId) {
        return preferences.show(accountId, personId);
    }

    @PUT
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Say how somebody wants to be dealt with",
            description = "Every suggestion respects it. For an admin, or the account executive who owns the"
                    + " relationship.")
    @APIResponse(responseCode = "200", description = "What they said, as kept now")
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "There is no such stakeholder")
    @APIResponse(responseCode = "409", description = "It is not at the version that was sent")
    public PreferenceView ask(UUID accountId, UUID personId, @Valid @NotNull PreferenceRequest request) {
        return preferences.ask(accountId, personId, request, caller);
    }
}
