package io.tandem.crm.erasure;

import io.tandem.crm.domain.Erasure;
import io.tandem.crm.domain.Mentions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Those who were erased, of whom only their ids are kept. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class ErasedPeople {
    private final EntityManager entities;

    ErasedPeople(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Waits for erasures that are under way, and lets none begin before the end of the transaction: what is written beside
     * one would not be seen by it, nor see it.
     */
    public void await() {
        entities.createNativeQuery("select cast(pg_advisory_xact_lock_shared(" + Erasure.LOCK + ") as text)")
                .getSingleResult();
    }

    /** Whether somebody was to be erased at that time or later; always, if it is not known. */
    public boolean isErasedSince(UUID personId, Instant time) {
        @SuppressWarnings("unchecked")
        List<Instant> requests = entities.createNativeQuery(
                        "select requested_at from erased_person where person_id = :person", Instant.class)
                .setParameter("person", personId)
                .getResultList();
        return requests.stream().anyMatch(requestedAt -> time == null || !requestedAt.isBefore(time));
    }

    /** @return those whom the texts name by email and who were erased */
    public Erased namedIn(Collection<String> texts) {
        Map<UUID, Erasure> named = new Mentions(texts).erasures();
        if (named.isEmpty()) {
            return new Erased(List.of());
        }
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(
                        "select person_id, requested_at from erased_person where person_id = any(:people)",
                        Object[].class)
                .setParameter("people", named.keySet().toArray(UUID[]::new))
                .getResultList();
        return new Erased(rows.stream()
                .map(row -> new Erased.One(named.get((UUID) row[0]), (Instant) row[1]))
                .toList());
    }

    /** People who were erased. */
    public record Erased(List<One> people) {
        record One(Erasure erasure, Instant requestedAt) {}

        /** The text without those who were to be erased when it was written, or have been since. */
        public String leave(String text, Instant writtenAt) {
            String left = text;
            for (One one : people) {
                left = one.requestedAt().isBefore(writtenAt)
                        ? left
                        : one.erasure().text(left);
            }
            return left;
        }
    }
}
