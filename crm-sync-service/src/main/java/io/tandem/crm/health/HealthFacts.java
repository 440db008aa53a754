package io.tandem.crm.health;

import io.tandem.contracts.Money;
import io.tandem.crm.domain.ClientValue;
import io.tandem.crm.domain.DateWarning;
import io.tandem.crm.domain.RelationshipHealth;
import io.tandem.crm.domain.Satisfaction;
import io.tandem.crm.domain.SurveyKind;
import io.tandem.crm.engagement.EngagementPlan;
import io.tandem.crm.engagement.EngagementService;
import io.tandem.crm.engagement.EngagementView;
import io.tandem.crm.stakeholder.StakeholderProfileView;
import io.tandem.crm.stakeholder.StakeholderService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.query.NativeQuery;

/** Reads what the health of a relationship is made of. Private notes are no part of it. */
@ApplicationScoped
class HealthFacts {
    private static final String CONTACTS = """
            select entry.at, entry.kind, direction,
                array(select person_id from interaction_participant where interaction_id = entry.event_id) as people
            from timeline_entry as entry left join interaction on interaction.id = entry.event_id
            where entry.account_id = any(:accounts) and entry.kind in ('MEETING', 'CALL', 'EMAIL') and entry.at > :since
            """;
    private static final String ANSWERS = """
            select kind, score, answered_at from survey
            where account_id = any(:accounts) and answered_at is not null
            """;
    private static final String WON = """
            select amount, currency, closed_at from opportunity
            where account_id = any(:accounts) and outcome = 'WON' and amount is not null
            """;

    /** Whoever wants to hear of us every two years at most must not be taken for somebody we never met. */
    private static final Duration LONGEST_CADENCE = Duration.ofDays(731);

    private final EntityManager entities;
    private final StakeholderService stakeholders;
    private final EngagementService engagements;

    HealthFacts(EntityManager entities, StakeholderService stakeholders, EngagementService engagements) {
        this.entities = entities;
        this.stakeholders = stakeholders;
        this.engagements = engagements;
    }

    RelationshipHealth.Facts of(UUID accountId, List<UUID> family, Instant now) {
        return new RelationshipHealth.Facts(
                contacts(family, now),
                stakeholders.list(accountId).stream().map(HealthFacts::person).toList(),
                Satisfaction.of(answers(family), now),
                engagements.running(family).stream().map(HealthFacts::project).toList());
    }

    List<ClientValue.Won> won(List<UUID> family) {
        return rows(WON, family).stream()
                .map(row -> new ClientValue.Won(
                        new Money(row.get("amount", BigDecimal.class), row.get("currency", String.class)),
                        row.get("closed_at", Instant.class)))
                .toList();
    }

    List<DateWarning.Dated> dates(List<UUID> family) {
        return engagements.lasting(family).stream()
                .flatMap(engagement -> Stream.of(
                        dated(
                                DateWarning.Occasion.RENEWAL,
                                engagement,
                                engagement.plan().renewsOn()),
                        dated(
                                DateWarning.Occasion.EXPANSION,
                                engagement,
                                engagement.plan().expandsOn())))
                .toList();
    }

    private static DateWarning.Dated dated(DateWarning.Occasion kind, EngagementView engagement, LocalDate date) {
        return new DateWarning.Dated(kind, engagement.id(), engagement.plan().name(), date);
    }

    private List<RelationshipHealth.Contact> contacts(List<UUID> family, Instant now) {
        return query(CONTACTS, family).setParameter("since", now.minus(LONGEST_CADENCE)).getResultList().stream()
                .map(row -> {
                    String direction = row.get("direction", String.class);
                    boolean meeting = row.get("kind", String.class).equals("MEETING");
                    return new RelationshipHealth.Contact(
                            row.get("at", Instant.class),
                            meeting || "IN".equals(direction),
                            meeting || "OUT".equals(direction),
                            Set.of(row.get("people", UUID[].class)));
                })
                .toList();
    }

    private List<Satisfaction.Answer> answers(List<UUID> family) {
        return rows(ANSWERS, family).stream()
                .map(row -> new Satisfaction.Answer(
                        SurveyKind.valueOf(row.get("kind", String.class)),
                        row.get("score", Integer.class),
                        row.get("answered_at", Instant.class)))
                .toList();
    }

    private static RelationshipHealth.Person person(StakeholderProfileView person) {
        return new RelationshipHealth.Person(
                person.personId(),
                person.name(),
                person.seniority(),
                person.decisionRole(),
                person.stance(),
                person.leftOn() != null);
    }

    private static RelationshipHealth.Project project(EngagementView engagement) {
        EngagementPlan plan = engagement.plan();
        boolean overBudget = plan.budget() != null
                && plan.actuals() != null
                && plan.actuals().amount().compareTo(plan.budget().amount()) > 0;
        return new RelationshipHealth.Project(plan.milestones().size(), engagement.lateMilestones(), overBudget);
    }

    private List<Tuple> rows(String sql, List<UUID> family) {
        return query(sql, family).getResultList();
    }

    @SuppressWarnings("unchecked")
    private NativeQuery<Tuple> query(String sql, List<UUID> family) {
        NativeQuery<Tuple> query = (NativeQuery<Tuple>) entities.createNativeQuery(sql, Tuple.class);
        query.setParameter("accounts", family.toArray(UUID[]::new));
        return query;
    }
}
