package io.tandem.scoring.audit;

import io.quarkus.security.identity.SecurityIdentity;
import io.tandem.kit.web.Roles;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The person who calls, as the access token says. */
@RequestScoped
public class Caller {
    @Inject
    SecurityIdentity identity;

    @Inject
    JsonWebToken token;

    /** The email by which owners are known; of a token without one, the name of its subject. */
    public String name() {
        String email = token.getClaim(Claims.email);
        return email == null ? identity.getPrincipal().getName() : email;
    }

    public boolean isAdmin() {
        return identity.hasRole(Roles.ADMIN);
    }
}
