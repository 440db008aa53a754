package io.tandem.routing.login;

import io.tandem.kit.web.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The users of the realm. Asking twice for the same changes nothing the second time. */
@ApplicationScoped
class KeycloakUsers {
    @Inject
    Instance<Keycloak> keycloak;

    @ConfigProperty(name = "quarkus.keycloak.admin-client.server-url")
    Optional<String> url;

    @ConfigProperty(name = "quarkus.keycloak.admin-client.realm")
    String realmName;

    /** Whether there are credentials to keep them with. */
    boolean areKept() {
        return url.isPresent();
    }

    /**
     * Lets a rep log in with the role of one; a user with the same email is the rep.
     *
     * @return the user's id
     */
    String enable(String email, String name) {
        RealmResource realm = realm();
        String id = find(realm, email).orElseGet(() -> create(realm, email, name));
        UserResource user = realm.users().get(id);
        UserRepresentation known = user.toRepresentation();
        if (!Boolean.TRUE.equals(known.isEnabled())) {
            known.setEnabled(true);
            user.update(known);
        }
        if (!roles(user).contains(Roles.AE)) {
            user.roles().realmLevel().add(List.of(role(realm)));
        }
        return id;
    }

    /**
     * Lets a rep log in no more. Who has another role here keeps it and loses that of a rep only.
     *
     * @return the user's id, or null when there is none
     */
    String disable(String email) {
        RealmResource realm = realm();
        Optional<String> id = find(realm, email);
        id.map(realm.users()::get).ifPresent(user -> {
            Set<String> roles = roles(user);
            if (roles.contains(Roles.AE)) {
                user.roles().realmLevel().remove(List.of(role(realm)));
            }
            if (!roles.contains(Roles.ADMIN) && !roles.contains(Roles.ANALYST)) {
                UserRepresentation known = user.toRepresentation();
                known.setEnabled(false);
                user.update(known);
            }
        });
        return id.orElse(null);
    }

    private static String create(RealmResource realm, String email, String name) {
        UserRepresentation user = new UserRepresentation();
        String[] names = name.split("\\s+", 2);
        user.setUsername(email);
        user.setEmail(email);
        user.setEmailVerified(true);
        user.setFirstName(names[0]);
        user.setLastName(names.length > 1 ? names[1] : names[0]);
        user.setEnabled(true);
        user.setRequiredActions(List.of("UPDATE_PASSWORD"));
        try (Response created = realm.users().create(user)) {
            if (created.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
                throw new WebApplicationException("Keycloak refused to create a user: " + created.getStatus() + " "
                        + created.readEntity(String.class));
            }
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    private static Optional<String> find(RealmResource realm, String email) {
        return realm.users().searchByEmail(email, true).stream().findFirst().map(UserRepresentation::getId);
    }

    private static Set<String> roles(UserResource user) {
        RoleScopeResource realmLevel = user.roles().realmLevel();
        return realmLevel.listAll().stream().map(RoleRepresentation::getName).collect(Collectors.toSet());
    }

    private static RoleRepresentation role(RealmResource realm) {
        return realm.roles().get(Roles.AE).toRepresentation();
    }

    private RealmResource realm() {
        return keycloak.get().realm(realmName);
    }
}
