package io.tandem.routing.handoff;

import io.quarkus.security.identity.SecurityIdentity;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The person who asks. */
@ApplicationScoped
class Caller {
    @Inject
    SecurityIdentity identity;

    @Inject
    JsonWebToken token;

    /** The email, else the name in the token. */
    String who() {
        String email = email();
        return email == null ? identity.getPrincipal().getName() : email;
    }

    /** Null where the token tells none. */
    String email() {
        return token.getClaim("email");
    }

    void requireOwnerOrAdmin(Handoff handoff) {
        if (!identity.hasRole(Roles.ADMIN) && !handoff.isOwnedBy(email())) {
            throw Problem.forbidden("Only the owner of the handoff or an admin may do this.");
        }
    }
}
