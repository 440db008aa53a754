package io.tandem.signup.identity;

import io.tandem.contracts.DomainKind;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What domains say of companies. */
@Path("/api/v1/domains")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Tag(name = "Domains", description = "What domains say of companies: free mail, throw-away, shared, or a company's own")
class DomainsResource {
    private final DomainService domains;

    DomainsResource(DomainService domains) {
        this.domains = domains;
    }

    @GET
    @Operation(summary = "List what admins said of domains")
    public Page<DomainView> list(
            @RestQuery @Parameter(description = "Only those of this kind") DomainKind kind,
            @RestQuery @Parameter(description = "Only domains that hold this text") String search,
            @BeanParam PageRequest page) {
        List<DomainView> rows = domains.page(
                Optional.ofNullable(kind), Optional.ofNullable(search), page.cursorKey(), page.limit() + 1);
        return Page.of(rows, page.limit(), DomainView::domain);
    }

    @GET
    @Path("/{domain}")
    @Operation(summary = "What a domain is, and who says so", description = "Takes any host name.")
    @APIResponse(responseCode = "200", description = "Its kind, and the account it names")
    @APIResponse(responseCode = "400", description = "Nobody can register such a domain")
    public DomainExplainedView one(String domain) {
        return domains.explain(domain);
    }

    @PUT
    @Path("/{domain}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Say what a domain is", description = "Holds for whoever is met from then on.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "400", description = "All faults of the request")
    public DomainView classify(String domain, @NotNull @Valid DomainRequest request) {
        return domains.classify(domain, request);
    }

    @DELETE
    @Path("/{domain}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Take back what was said of a domain", description = "The shipped lists hold again.")
    @APIResponse(responseCode = "204", description = "Taken back")
    @APIResponse(responseCode = "404", description = "Nobody has said what this domain is")
    public void takeBack(String domain) {
        domains.takeBack(domain);
    }
}
