package io.tandem.signup.signups;

import io.tandem.signup.notices.NoticeHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;

/**
 * Lets forms wait for their decision. A decision consumed by this instance wakes them at its commit; one consumed by
 * another instance comes as a notice; and whoever waited in vain looks into the database once before giving up.
 */
@ApplicationScoped
class Decisions implements NoticeHandler {
    private static final Logger LOG = Logger.getLogger(Decisions.class);

    private final DecisionWaiters waiters;
    private final SignupService signups;
    private final SignupConfig config;
    private final ManagedExecutor workers;

    Decisions(DecisionWaiters waiters, SignupService signups, SignupConfig config, ManagedExecutor workers) {
        this.waiters = waiters;
        this.signups = signups;
        this.config = config;
        this.workers = workers;
    }

    /** How long a form waits for its decision: a moment only while nothing decides, for it would be in vain. */
    Duration patience() {
        Duration usual = config.decisionWait();
        Duration whileAway = config.decisionWaitWhileAway();
        return waiters.nothingDecides() && whileAway.compareTo(usual) < 0 ? whileAway : usual;
    }

    /** Waits from now on. Asked for before the signup is stored, so that the decision cannot be faster than its waiter. */
    CompletableFuture<Optional<Decision>> from(UUID signupId, Duration atMost) {
        return waiters.await(signupId, atMost);
    }

    /** Waits for the decision of a signup that may have got one meanwhile. */
    CompletionStage<Optional<Decision>> ofKnown(UUID signupId, Duration atMost) {
        return awaitKnown(signupId, atMost).thenCompose(decision -> orStored(signupId, decision));
    }

    /** The same for a stream, which waits on for one signup: that says nothing about forms. */
    CompletionStage<Optional<Decision>> ofStreamed(UUID signupId, Duration atMost) {
        return awaitKnown(signupId, atMost)
                .thenCompose(decision ->
                        decision.isPresent() ? CompletableFuture.completedStage(decision) : lookUp(signupId));
    }

    private CompletionStage<Optional<Decision>> awaitKnown(UUID signupId, Duration atMost) {
        CompletableFuture<Optional<Decision>> waiter = from(signupId, atMost);
        return lookUp(signupId).thenCompose(stored -> {
            if (stored.isPresent()) {
                waiter.complete(stored);
            }
            return waiter;
        });
    }

    /** What was waited for, else what the database says in the end. */
    CompletionStage<Optional<Decision>> orStored(UUID signupId, CompletionStage<Optional<Decision>> waiter) {
        return waiter.thenCompose(decision -> orStored(signupId, decision));
    }

    private CompletionStage<Optional<Decision>> orStored(UUID signupId, Optional<Decision> decision) {
        if (decision.isPresent()) {
            return CompletableFuture.completedStage(decision);
        }
        return lookUp(signupId).thenApply(stored -> {
            if (stored.isEmpty()) {
                waiters.waitedInVain();
            }
            return stored;
        });
    }

    private CompletionStage<Optional<Decision>> lookUp(UUID signupId) {
        return CompletableFuture.supplyAsync(() -> stored(signupId), workers);
    }

    /** The signup is safe whatever happens now, so a database that fails here must not fail the answer. */
    private Optional<Decision> stored(UUID signupId) {
        try {
            return signups.find(signupId).flatMap(Signup::decision);
        } catch (RuntimeException e) {
            LOG.warnf("Signup %s is answered without looking for its decision again: %s", signupId, e.getMessage());
            return Optional.empty();
        }
    }

    void onCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) SignupsDecided decided) {
        waiters.decided();
        decided.decisions().forEach(waiters::wake);
    }

    @Override
    public String channel() {
        return SignupRepository.CHANNEL;
    }

    @Override
    public void onNotice(String signupId) {
        UUID id = UUID.fromString(signupId);
        if (waiters.isAwaited(id)) {
            wake(List.of(id));
        }
    }

    @Override
    public void onConnected() {
        wake(List.copyOf(waiters.awaited()));
    }

    private void wake(List<UUID> ids) {
        signups.decidedAmong(ids)
                .forEach(signup -> waiters.wake(signup.id(), signup.decision().orElseThrow()));
    }
}
