package io.tandem.signup.signups;

import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.delivery.Received;
import io.tandem.signup.domain.MetAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What happens to a signup, one transaction each. */
@ApplicationScoped
class SignupService {
    private final SignupRepository signups;
    private final Outbox outbox;
    private final Event<SignupsDecided> decided;

    SignupService(SignupRepository signups, Outbox outbox, Event<SignupsDecided> decided) {
        this.signups = signups;
        this.outbox = outbox;
        this.decided = decided;
    }

    /** Accepts a signup and tells scoring of it. What was submitted before is that earlier signup, and no news. */
    @Transactional
    public Signup accept(SignupAnswers answers, MetAccount account) {
        if (!signups.insert(answers, account)) {
            return signups.sameAs(answers);
        }
        outbox.append(
                Topics.SIGNUPS,
                new SignupQualified(account.id(), account.domain(), account.name(), answers, null, null));
        return new Signup(answers.signupId(), account.id(), Optional.empty());
    }

    /** Runs in the consumer's transaction. Decisions that answer no signup are not this service's business. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void decide(List<Received<RouteDecided>> received) {
        Map<UUID, Decision> first = new LinkedHashMap<>();
        for (Received<RouteDecided> one : received) {
            if (one.event().signupId() != null) {
                first.putIfAbsent(one.event().signupId(), Decision.from(one.event()));
            }
        }
        if (first.isEmpty()) {
            return;
        }
        Map<UUID, Decision> stored = new HashMap<>();
        signups.decide(first).forEach(id -> stored.put(id, first.get(id)));
        decided.fire(new SignupsDecided(stored));
    }

    @Transactional
    public Optional<Signup> find(UUID id) {
        return signups.find(id);
    }

    @Transactional
    public List<Signup> decidedAmong(List<UUID> ids) {
        return signups.decidedAmong(ids);
    }

    @Transactional
    public List<SignupDetailView> page(Optional<UUID> accountId, Optional<SignupCursor> after, int rows) {
        return signups.page(accountId, after, rows);
    }
}
