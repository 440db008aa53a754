package io.tandem.scoring.accounts;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Signals over all accounts. */
@Path("/api/v1/signals")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Blocking
@Tag(name = "Signals", description = "Patterns in usage that are worth a salesperson's attention")
class SignalsResource {
    @Inject
    SignalListing listing;

    @GET
    @Operation(summary = "List the signals in force", description = "The latest first, then by account and name.")
    @APIResponse(responseCode = "200", description = "A page of signals")
    @APIResponse(responseCode = "400", description = "Bad filter, limit or cursor")
    public Page<SignalView> list(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @RestQuery String accountId,
            @Parameter(description = "For example upgrade-blocked") @RestQuery String name,
            @BeanParam PageRequest page) {
        return Page.of(
                listing.find(
                        uuid(accountId),
                        name,
                        page.cursorKey(SignalListing.Place::parse).orElse(null),
                        page.limit() + 1),
                page.limit(),
                SignalListing.Place::of);
    }

    private static UUID uuid(String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notAUuid) {
            throw RequestFaults.problem("accountId", "must be a UUID");
        }
    }
}
