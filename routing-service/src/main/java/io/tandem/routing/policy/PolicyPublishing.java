package io.tandem.routing.policy;

import io.tandem.routing.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Puts versions in force, one after the other. */
@ApplicationScoped
class PolicyPublishing {
    @Inject
    PolicyRepository policies;

    @Inject
    AuditTrail audit;

    /** Needs the lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    PolicyView publish(String action, PolicyView before, String by, String why) {
        policies.putInForce(before.version(), by, why, now());
        PolicyView after = policies.find(before.version()).orElseThrow();
        audit.changed(action, subject(before.version()), before, after, by);
        return after;
    }

    /** A version whose time has come, unless it was taken back since. */
    @Transactional(Transactional.TxType.MANDATORY)
    void publishScheduled(int version, int revision) {
        policies.lock();
        policies.find(version)
                .filter(policy -> policy.status() == PolicyStatus.SCHEDULED && policy.revision() == revision)
                .ifPresent(policy -> publish("published", policy, policy.publishedBy(), policy.publishedWhy()));
    }

    static String subject(int version) {
        return "policy/" + version;
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
