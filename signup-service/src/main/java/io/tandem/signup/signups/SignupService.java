package io.tandem.signup.signups;

import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.delivery.Received;
import io.tandem.signup.attribution.ToldTouches;
import io.tandem.signup.attribution.TouchIntake;
import io.tandem.signup.domain.MetAccount;
import io.tandem.signup.privacy.FormConsents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
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
    private final TouchIntake touches;
    private final Confirmations confirmations;
    private final RefusedSignups refused;
    private final FormConsents consents;
    private final SignupConfig config;
    private final Outbox outbox;
    private final DecisionWaiters waiters;
    private final Event<SignupsDecided> decided;

    SignupService(
            SignupRepository signups,
            TouchIntake touches,
            Confirmations confirmations,
            RefusedSignups refused,
            FormConsents consents,
            SignupConfig config,
            Outbox outbox,
            DecisionWaiters waiters,
            Event<SignupsDecided> decided) {
        this.signups = signups;
        this.touches = touches;
        this.confirmations = confirmations;
        this.refused = refused;
        this.consents = consents;
        this.config = config;
        this.outbox = outbox;
        this.waiters = waiters;
        this.decided = decided;
    }

    /**
     * Accepts a signup and tells scoring of it, at once or when its address is confirmed. What was submitted not long
     * before is that earlier signup, and no news; only what the person says otherwise about consents is recorded, unless
     * anybody may be saying it in the name of somebody who has confirmed.
     */
    @Transactional
    public Signup accept(Submission submission) {
        Instant since = submission.answers().signedUpAt().minus(config.duplicateWindow());
        ToldTouches told =
                touches.toldWith(submission.answers(), submission.request().touches());
        Optional<SignupRepository.Stored> stored = signups.insert(submission, told);
        while (stored.isEmpty()) {
            Optional<Signup> same = signups.sameAs(submission, since);
            if (same.isPresent()) {
                if (same.get().isUnconfirmed()) {
                    confirmations.askAgain(same.get().id(), submission.answers().personId());
                }
                if (same.get().isUnconfirmed() || !submission.needsConfirmation()) {
                    consents.sayAgain(same.get().id(), submission.consents());
                }
                return same.get();
            }
            signups.forgetSaid(submission, since);
            stored = signups.insert(submission, told);
        }
        MetAccount account = submission.account();
        SignupQualified qualified = new SignupQualified(
                account.id(),
                account.domain(),
                account.name(),
                submission.answers(),
                stored.get().firmographics(),
                submission.attribution(told, stored.get().earlierTouches()));
        if (submission.needsConfirmation()) {
            confirmations.ask(submission, qualified);
        } else {
            if (!submission.consents().isEmpty()) {
                consents.record(submission.id());
            }
            outbox.append(Topics.SIGNUPS, qualified);
        }
        return new Signup(submission.id(), account.id(), submission.firstStatus(), Optional.empty());
    }

    /** Tells scoring of a signup whose address is confirmed; a repeated confirmation is no news. */
    @Transactional
    public Optional<Signup> confirm(UUID id) {
        confirmations.confirmed(id).ifPresent(event -> {
            signups.confirm(id);
            consents.record(id);
            outbox.append(Topics.SIGNUPS, event);
        });
        return signups.find(id);
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
        List<UUID> awaited = first.keySet().stream().filter(waiters::isAwaited).toList();
        signups.decide(first, awaited).forEach(id -> stored.put(id, first.get(id)));
        decided.fire(new SignupsDecided(stored));
    }

    @Transactional
    public Optional<Signup> find(UUID id) {
        return signups.find(id).or(() -> refused.find(id).flatMap(this::asAccepted));
    }

    @Transactional
    public List<Signup> decidedAmong(List<UUID> ids) {
        return signups.decidedAmong(ids);
    }

    @Transactional
    public List<SignupDetailView> page(Optional<UUID> accountId, Optional<SignupCursor> after, int rows) {
        return signups.page(accountId, after, rows);
    }

    /** Nobody outside is told that a trap was sprung. */
    private Optional<Signup> asAccepted(RefusedSignups.Kept kept) {
        return kept.signupId().isPresent()
                ? signups.find(kept.signupId().get())
                : Optional.of(new Signup(kept.id(), kept.accountId(), kept.shownStatus(), Optional.empty()));
    }
}
