package io.tandem.crm.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rows that are about one person, whole: they go with them. */
@ApplicationScoped
class PersonalRows {
    /** A table, and the column that names the person. */
    private enum Kept {
        PROFILES("profiles", "stakeholder_profile", "person_id"),
        PARTICIPATIONS("participations", "interaction_participant", "person_id"),
        PREFERENCES("preferences", "contact_preference", "person_id"),
        SURVEYS("surveys", "survey", "person_id");

        private final String kind;
        private final String table;
        private final String person;

        Kept(String kind, String table, String person) {
            this.kind = kind;
            this.table = table;
            this.person = person;
        }
    }

    /** Rows of others that name the person, and what the timeline tells of their answers. */
    private static final List<String> NAMED = List.of(
            "delete from timeline_entry as told using survey where survey.person_id = any(:persons)"
                    + " and told.account_id = survey.account_id and told.kind = 'SATISFACTION'"
                    + " and (told.event_id = survey.id or told.at = survey.answered_at)",
            "update stakeholder_profile set reports_to = null where reports_to = any(:persons)",
            "update suggestion set person_id = null where person_id = any(:persons)");

    private static final String PERSONS =
            "select cast(:person as uuid) union select person_id from stakeholder where lower(email) = :email";

    private final EntityManager entities;
    private final ObjectMapper json;

    PersonalRows(EntityManager entities, ObjectMapper json) {
        this.entities = entities;
        this.json = json;
    }

    /** What is kept, by kind; the columns as they are named in the database. */
    @SuppressWarnings("unchecked")
    Map<String, List<Object>> of(UUID personId, String email) {
        UUID[] persons = persons(personId, email);
        Map<String, List<Object>> found = new LinkedHashMap<>();
        for (Kept kept : Kept.values()) {
            List<String> rows = entities.createNativeQuery(
                            "select cast(to_jsonb(kept) as text) from %s as kept where %s = any(:persons)"
                                    .formatted(kept.table, kept.person),
                            String.class)
                    .setParameter("persons", persons)
                    .getResultList();
            if (!rows.isEmpty()) {
                found.put(kept.kind, rows.stream().map(this::parsed).toList());
            }
        }
        return found;
    }

    /** Before the stakeholder goes, who is known by email only until then. */
    Map<String, Long> remove(UUID personId, String email) {
        UUID[] persons = persons(personId, email);
        for (String named : NAMED) {
            entities.createNativeQuery(named).setParameter("persons", persons).executeUpdate();
        }
        Map<String, Long> removed = new LinkedHashMap<>();
        for (Kept kept : Kept.values()) {
            int rows = entities.createNativeQuery(
                            "delete from %s where %s = any(:persons)".formatted(kept.table, kept.person))
                    .setParameter("persons", persons)
                    .executeUpdate();
            removed.put(kept.kind, (long) rows);
        }
        return removed;
    }

    @SuppressWarnings("unchecked")
    private UUID[] persons(UUID personId, String email) {
        List<UUID> persons = entities.createNativeQuery(PERSONS, UUID.class)
                .setParameter("person", personId)
                .setParameter("email", email)
                .getResultList();
        return persons.toArray(UUID[]::new);
    }

    private Object parsed(String row) {
        try {
            return json.readValue(row, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database writes JSON", e);
        }
    }
}
