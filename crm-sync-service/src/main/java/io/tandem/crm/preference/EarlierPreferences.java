package io.tandem.crm.preference;

import io.quarkus.runtime.StartupEvent;
import io.tandem.contracts.ContactSuppressed;
import io.tandem.contracts.ContactSuppressed.Source;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Tells once who had asked not to be contacted before others were told of it. */
@ApplicationScoped
class EarlierPreferences {
    private final EntityManager entities;
    private final Outbox outbox;

    EarlierPreferences(EntityManager entities, Outbox outbox) {
        this.entities = entities;
        this.outbox = outbox;
    }

    @Transactional
    void tell(@Observes StartupEvent started) {
        List<?> untold = entities.createNativeQuery("""
                        update contact_preference as said set untold = false where untold
                        returning person_id, updated_at, (select min(email) from stakeholder
                            where stakeholder.person_id = said.person_id), do_not_contact
                        """, Object[].class).getResultList();
        untold.forEach(row -> tell((Object[]) row));
    }

    private void tell(Object[] said) {
        String email = (String) said[2];
        if (email != null && (boolean) said[3]) {
            outbox.append(
                    Topics.PRIVACY,
                    new ContactSuppressed(
                            (UUID) said[0], email, true, "As was told before", (Instant) said[1], Source.PREFERENCE));
        }
    }
}
