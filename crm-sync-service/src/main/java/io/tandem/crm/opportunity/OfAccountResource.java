package io.tandem.crm.opportunity;

import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/relationships/{accountId}/opportunities")
@Tag(name = "Opportunities", description = "Sales, from discovery to their close")
class OfAccountResource {
    private final OpportunityService opportunities;

    OfAccountResource(OpportunityService opportunities) {
        this.opportunities = opportunities;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List the opportunities of a relationship, newest first")
    @APIResponse(responseCode = "200", description = "A page of opportunities")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    public Page<OpportunityView> list(UUID accountId, @BeanParam PageRequest page) {
        return opportunities.ofAccount(accountId, page);
    }
}
