package io.tandem.routing.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

@ApplicationScoped
class PolicyRepository {
    @Inject
    StatelessSession session;

    Optional<PublishedPolicy> find(String version) {
        return Optional.ofNullable(session.get(PublishedPolicy.class, version));
    }

    /** Newest first. */
    List<PublishedPolicy> page(long before, int limit) {
        return session.createSelectionQuery(
                        "from policy where ordinal < :before order by ordinal desc", PublishedPolicy.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Publishes a shipped policy unless a person has published one; several instances may try at once. */
    void publishShipped(String version, String document, String reason) {
        session.createNativeMutationQuery("""
                        INSERT INTO policy (version, document, published_at, published_by, reason)
                        SELECT :version, CAST(:document AS jsonb), :at, 'tandem', :reason
                        WHERE NOT EXISTS (SELECT FROM policy WHERE published_by <> 'tandem')
                        ON CONFLICT DO NOTHING
                        """)
                .setParameter("version", version)
                .setParameter("document", document)
                .setParameter("at", Instant.now())
                .setParameter("reason", reason)
                .executeUpdate();
    }
}
