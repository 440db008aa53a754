package io.tandem.crm.health;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.crm.account.AccountFamilies;
import io.tandem.crm.domain.ClientValue;
import io.tandem.crm.domain.DateWarning;
import io.tandem.crm.domain.RelationshipHealth;
import io.tandem.crm.relationship.RelationshipService;
import io.tandem.kit.delivery.Failures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Works out how relationships stand: when somebody asks, after people changed something, and once a day. */
@ApplicationScoped
public class HealthService {
    private static final Logger LOG = Logger.getLogger(HealthService.class);
    private static final int AT_ONCE = 100;

    private final HealthFacts facts;
    private final RelationshipService relationships;
    private final AccountFamilies families;
    private final Event<HealthWorkedOut> workedOut;

    HealthService(
            HealthFacts facts,
            RelationshipService relationships,
            AccountFamilies families,
            Event<HealthWorkedOut> workedOut) {
        this.facts = facts;
        this.relationships = relationships;
        this.families = families;
        this.workedOut = workedOut;
    }

    @Transactional
    HealthView show(UUID accountId) {
        relationships.checkExists(accountId);
        Instant now = now();
        List<UUID> family = families.of(accountId);
        RelationshipHealth health = RelationshipHealth.of(facts.of(accountId, family, now), now);
        return new HealthView(
                accountId,
                health.total(),
                health.band(),
                health.strength(),
                RelationshipHealth.MOST_STRENGTH,
                health.parts(),
                ClientValue.of(facts.won(family), health.total(), now)
                        .map(HealthView.ValueView::from)
                        .orElse(null),
                DateWarning.of(facts.dates(family), LocalDate.ofInstant(now, ZoneOffset.UTC)),
                now);
    }

    @Scheduled(every = "${tandem.health.every:1m}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void keepUp() {
        List<UUID> due;
        boolean later = false;
        do {
            due = relationships.healthDue(AT_ONCE);
            for (UUID account : due) {
                try {
                    workOut(account);
                } catch (RuntimeException e) {
                    if (Failures.isTransient(e)) {
                        LOG.warnf("The health of %s is worked out later: %s", account, e.getMessage());
                        later = true;
                    } else {
                        LOG.errorf(e, "The health of %s could not be worked out; again tomorrow", account);
                        relationships.healthFailed(account);
                    }
                }
            }
        } while (due.size() == AT_ONCE && !later);
    }

    /** Keeps how the relationship stands, and tells others where it changed. */
    void workOut(UUID accountId) {
        QuarkusTransaction.requiringNew().run(() -> {
            relationships.lock(accountId);
            Instant now = now();
            List<UUID> family = families.of(accountId);
            RelationshipHealth.Facts known = facts.of(accountId, family, now);
            RelationshipHealth health = RelationshipHealth.of(known, now);
            relationships.stands(accountId, health.total(), now);
            workedOut.fire(new HealthWorkedOut(
                    accountId,
                    family,
                    known,
                    DateWarning.of(facts.dates(family), LocalDate.ofInstant(now, ZoneOffset.UTC)),
                    now));
        });
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
