package io.tandem.routing.policy;

import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.storage.StoredJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/policies")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Tag(name = "Policies")
class PoliciesResource {
    @Inject
    PolicyRepository policies;

    @Inject
    StoredJson json;

    @GET
    @Operation(summary = "Published routing policies, the one in force first")
    public Page<PolicyView> list(@BeanParam PageRequest page) {
        long before = page.cursorKey(Long::parseLong).orElse(Long.MAX_VALUE);
        return Page.of(policies.page(before, page.limit() + 1), page.limit(), last -> Long.toString(last.ordinal()))
                .map(this::view);
    }

    @GET
    @Path("/{version}")
    @Operation(summary = "One published policy version")
    @APIResponse(responseCode = "200", description = "The policy as it was published")
    @APIResponse(responseCode = "404", description = "This version was never published")
    public PolicyView get(@PathParam("version") String version) {
        return policies.find(version)
                .map(this::view)
                .orElseThrow(() -> Problem.notFound("Policy version " + version + " was never published."));
    }

    private PolicyView view(PublishedPolicy policy) {
        return new PolicyView(
                policy.version(),
                policy.publishedAt(),
                policy.publishedBy(),
                policy.reason(),
                json.read(policy.document(), Policy.class));
    }
}
