package io.tandem.routing.privacy;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.ContactSuppressed;
import io.tandem.routing.storage.Database.Call;
import io.tandem.routing.storage.Database.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/** Whom nobody may contact. Of a person only the id is kept. */
@ApplicationScoped
public class Contacts {
    @Inject
    StatelessSession session;

    /** Asks for those of the accounts' people who are not to be contacted. Asked only when a human takes over. */
    public static Call<UUID> askNotToContact(Collection<AccountScored> accounts) {
        List<UUID> people = accounts.stream()
                .flatMap(Contacts::people)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return Call.query(
                "SELECT DISTINCT person_id FROM suppressed_contact WHERE suppressed AND person_id = ANY (?)",
                row -> row.getObject(1, UUID.class),
                Column.of("uuid", people, id -> id));
    }

    private static Stream<UUID> people(AccountScored scored) {
        Stream<UUID> signedUp = scored.signup() == null
                ? Stream.empty()
                : Stream.of(scored.signup()).map(answers -> answers.personId());
        return Stream.concat(signedUp, scored.people().stream().map(AccountPerson::personId));
    }

    /**
     * Keeps each source's latest word; one that is older than the kept one changes nothing, nor does
     * what somebody wished before their erasure.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void keep(ContactSuppressed changed) {
        session.createNativeMutationQuery("""
                        INSERT INTO suppressed_contact (person_id, source, suppressed, changed_at)
                        SELECT CAST(:person AS uuid), CAST(:source AS text), CAST(:suppressed AS boolean),
                            CAST(:changedAt AS timestamptz)
                        WHERE :source <> 'PREFERENCE' OR NOT EXISTS (SELECT FROM erased_person
                            WHERE person_id = :person AND requested_at >= :changedAt)
                        ON CONFLICT (person_id, source) DO UPDATE SET
                            suppressed = excluded.suppressed, changed_at = excluded.changed_at
                        WHERE suppressed_contact.changed_at <= excluded.changed_at
                        """)
                .setParameter("person", changed.personId())
                .setParameter("source", changed.source().name())
                .setParameter("suppressed", changed.suppressed())
                .setParameter("changedAt", changed.changedAt())
                .executeUpdate();
    }
}
