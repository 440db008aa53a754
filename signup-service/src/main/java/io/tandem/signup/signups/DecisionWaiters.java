package io.tandem.signup.signups;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The forms of this instance that wait for their decision. They hold no thread. */
@ApplicationScoped
class DecisionWaiters {
    private static final int IN_VAIN_WHILE_AWAY = 3;

    private final ConcurrentMap<UUID, Set<CompletableFuture<Optional<Decision>>>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger inVain = new AtomicInteger();

    /** Waits from now on, and ends by itself: with the decision, or empty when the time is over. */
    CompletableFuture<Optional<Decision>> await(UUID signupId, Duration atMost) {
        CompletableFuture<Optional<Decision>> waiter = new CompletableFuture<>();
        waiting.compute(signupId, (id, others) -> {
            Set<CompletableFuture<Optional<Decision>>> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(waiter);
            return all;
        });
        waiter.whenComplete((decision, failure) -> remove(signupId, waiter));
        return waiter.completeOnTimeout(Optional.empty(), atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    void wake(UUID signupId, Decision decision) {
        waiting.getOrDefault(signupId, Set.of()).forEach(waiter -> waiter.complete(Optional.of(decision)));
    }

    /** Somebody waited until the end, and there was no decision. */
    void waitedInVain() {
        inVain.incrementAndGet();
    }

    /** Something decides, be it what nobody waits for any more. */
    void decided() {
        inVain.set(0);
    }

    /** Whether to wait is likely to be in vain. */
    boolean nothingDecides() {
        return inVain.get() >= IN_VAIN_WHILE_AWAY;
    }

    boolean isAwaited(UUID signupId) {
        return waiting.containsKey(signupId);
    }

    Set<UUID> awaited() {
        return Set.copyOf(waiting.keySet());
    }

    private void remove(UUID signupId, CompletableFuture<Optional<Decision>> waiter) {
        waiting.computeIfPresent(signupId, (id, all) -> {
            all.remove(waiter);
            return all.isEmpty() ? null : all;
        });
    }
}
