package io.tandem.crm.caller;

import io.quarkus.security.identity.SecurityIdentity;
import io.tandem.kit.web.Roles;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The person who calls, as the access token says. */
@RequestScoped
public class Caller implements Author {
    private final SecurityIdentity identity;
    private final JsonWebToken token;

    Caller(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /** The email by which owners are known; of a token without one, the name of its subject. */
    @Override
    public String email() {
        String email = token.getClaim(Claims.email);
        return email == null ? identity.getPrincipal().getName() : email;
    }

    @Override
    public boolean isAdmin() {
        return identity.hasRole(Roles.ADMIN);
    }
}
