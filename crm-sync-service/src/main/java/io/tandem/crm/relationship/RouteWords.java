package io.tandem.crm.relationship;

import io.tandem.contracts.Event;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.HandoffRecycled;
import io.tandem.contracts.RouteDecided;
import io.tandem.crm.erasure.ErasedPeople.Erased;
import io.tandem.kit.delivery.Received;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The texts in routing's events, which may name people. */
final class RouteWords {
    private RouteWords() {}

    static Stream<String> of(Event event) {
        Stream<String> words = Stream.empty();
        if (event instanceof HandoffOpened opened) {
            words = Stream.concat(Stream.of(opened.brief()), reasons(opened).stream());
        } else if (event instanceof RouteDecided decided) {
            words = Stream.of(decided.reason());
        } else if (event instanceof HandoffDeclined declined) {
            words = Stream.of(declined.reason());
        } else if (event instanceof HandoffRecycled recycled) {
            words = Stream.of(recycled.reason());
        }
        return words.filter(Objects::nonNull);
    }

    /** The same event without people who were erased while it was on its way. */
    static Received<? extends Event> without(Erased people, Received<? extends Event> received) {
        return people.people().isEmpty()
                ? received
                : new Received<>(
                        received.eventId(), received.time(), received.key(), without(people, received.event()));
    }

    private static Event without(Erased people, Event event) {
        if (event instanceof HandoffOpened opened) {
            return new HandoffOpened(
                    opened.accountId(),
                    opened.handoffId(),
                    opened.decisionId(),
                    opened.owner(),
                    opened.motion(),
                    reasons(opened).stream()
                            .map(reason -> people.leave(reason, opened.openedAt()))
                            .toList(),
                    people.leave(opened.brief(), opened.openedAt()),
                    opened.openedAt(),
                    opened.dueAt());
        }
        if (event instanceof RouteDecided decided) {
            return new RouteDecided(
                    decided.accountId(),
                    decided.decisionId(),
                    decided.signupId(),
                    decided.motion(),
                    people.leave(decided.reason(), decided.decidedAt()),
                    decided.owner(),
                    decided.nextStep(),
                    decided.handoffId(),
                    decided.policyVersion(),
                    decided.decidedAt());
        }
        if (event instanceof HandoffDeclined declined) {
            return new HandoffDeclined(
                    declined.accountId(),
                    declined.handoffId(),
                    declined.owner(),
                    people.leave(declined.reason(), declined.declinedAt()),
                    declined.declinedAt(),
                    declined.restsUntil());
        }
        if (event instanceof HandoffRecycled recycled) {
            return new HandoffRecycled(
                    recycled.accountId(),
                    recycled.handoffId(),
                    recycled.owner(),
                    people.leave(recycled.reason(), recycled.recycledAt()),
                    recycled.until(),
                    recycled.motion(),
                    recycled.recycledAt());
        }
        return event;
    }

    private static List<String> reasons(HandoffOpened opened) {
        return Objects.requireNonNullElse(opened.reasons(), List.of());
    }
}
