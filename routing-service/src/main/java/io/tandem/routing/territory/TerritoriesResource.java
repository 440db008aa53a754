package io.tandem.routing.territory;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.Roles;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.Territory;
import io.tandem.routing.domain.TerritoryOverlaps;
import io.tandem.routing.policy.Policies;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The territories of the policy in force: they are part of it, so that one version says all. */
@Path("/api/v1/territories")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Tag(name = "Territories", description = "The territories of the policy in force")
class TerritoriesResource {
    @Inject
    Policies policies;

    @Schema(name = "Territories", description = "The tree, and where it holds an account twice")
    record TerritoriesView(
            String policyVersion, List<Territory> territories, List<TerritoryOverlaps.Overlap> overlaps) {}

    @Schema(name = "TerritoryMatch", description = "Where an account would be")
    record MatchView(
            String policyVersion,

            @Schema(description = "Names from the outermost to the most specific, with slashes; empty for nowhere")
            String territory,

            @Schema(description = "Whose reps take care, by motion, where the territories say so")
            Map<Motion, String> pools) {}

    @GET
    @Operation(
            summary = "The tree of territories, and where two beside one another hold the same accounts",
            description = "They are changed with the policy that they are part of.")
    @APIResponse(responseCode = "200", description = "The tree")
    public TerritoriesView tree() {
        Policy policy = policies.inForce().policy();
        return new TerritoriesView(policy.version(), policy.territories(), TerritoryOverlaps.of(policy.territories()));
    }

    @GET
    @Path("match")
    @Operation(summary = "Where an account of this country, industry and size would be")
    @APIResponse(responseCode = "200", description = "The most specific territory, or none")
    @APIResponse(responseCode = "400", description = "The size is none, or the country is no code")
    public MatchView match(
            @QueryParam("country") @Parameter(description = "ISO 3166-1 alpha-2") String country,
            @QueryParam("industry") String industry,
            @QueryParam("companySize") @Parameter(description = "Such as 51-200") String companySize) {
        Policy policy = policies.inForce().policy();
        List<Territory> path = Territory.path(
                policy.territories(),
                new Territory.Place(country(country), Objects.requireNonNullElse(industry, ""), size(companySize)));
        Map<Motion, String> pools = new LinkedHashMap<>();
        path.forEach(territory -> pools.putAll(territory.pools()));
        return new MatchView(policy.version(), Territory.name(path), pools);
    }

    private static String country(String code) {
        if (code != null && !code.matches("[A-Za-z]{2}")) {
            throw RequestFaults.problem("country", "must be an ISO 3166-1 alpha-2 code such as DE");
        }
        return Objects.requireNonNullElse(code, "");
    }

    private static CompanySize size(String label) {
        try {
            return label == null ? null : CompanySize.ofLabel(label);
        } catch (IllegalArgumentException none) {
            throw RequestFaults.problem("companySize", none.getMessage());
        }
    }
}
