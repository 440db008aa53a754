package io.tandem.crm.suggestion;

import io.tandem.crm.account.Accounts;
import io.tandem.crm.account.Stakeholder;
import io.tandem.crm.domain.ContactRules;
import io.tandem.crm.domain.NextStep;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.crm.health.HealthWorkedOut;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.query.NativeQuery;

/** Reads what suggestions are made of, beyond what the health is made of. */
@ApplicationScoped
class SuggestionFacts {
    private static final String AGREED = """
            select interaction.id, next_step, next_step_due,
                array(select person_id from interaction_participant where interaction_id = interaction.id) as people
            from interaction join timeline_entry as entry on entry.event_id = interaction.id
            where interaction.account_id = any(:accounts) and next_step_due is not null and next_step_done_at is null
                and not entry.private
            """;
    private static final String SALES =
            "select id, name, stage from opportunity where account_id = any(:accounts) and outcome = 'OPEN' order by id";
    private static final String WISHES = """
            select person_id, min(cadence_days) as cadence_days, bool_or(do_not_contact) as do_not_contact
            from contact_preference where account_id = any(:accounts) group by person_id
            """;

    private final EntityManager entities;
    private final Accounts accounts;

    SuggestionFacts(EntityManager entities, Accounts accounts) {
        this.entities = entities;
        this.accounts = accounts;
    }

    NextStep.Situation of(HealthWorkedOut seen) {
        List<UUID> family = seen.family();
        return new NextStep.Situation(
                seen.facts(),
                rows(AGREED, family).stream()
                        .map(row -> new NextStep.Agreed(
                                row.get("id", UUID.class),
                                row.get("next_step", String.class),
                                row.get("next_step_due", LocalDate.class),
                                Set.of(row.get("people", UUID[].class))))
                        .toList(),
                rows(SALES, family).stream()
                        .map(row -> new NextStep.Sale(
                                row.get("id", UUID.class),
                                row.get("name", String.class),
                                OpportunityStage.valueOf(row.get("stage", String.class))))
                        .toList(),
                seen.warnings(),
                rows(WISHES, family).stream()
                        .collect(Collectors.toMap(
                                row -> row.get("person_id", UUID.class),
                                row -> new ContactRules.Wish(
                                        null,
                                        row.get("cadence_days", Integer.class),
                                        row.get("do_not_contact", Boolean.class)))),
                accounts.stakeholders(family).stream()
                        .filter(person -> person.doNotContact() || person.doNotLeadWithSales())
                        .map(Stakeholder::personId)
                        .collect(Collectors.toSet()));
    }

    @SuppressWarnings("unchecked")
    private List<Tuple> rows(String sql, List<UUID> family) {
        return ((NativeQuery<Tuple>) entities.createNativeQuery(sql, Tuple.class))
                .setParameter("accounts", family.toArray(UUID[]::new))
                .getResultList();
    }
}
