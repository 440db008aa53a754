package io.tandem.kit.delivery;

import io.tandem.contracts.Event;
import java.util.UUID;

/** The event of these tests. */
public record NoteTaken(UUID accountId, String text, int number) implements Event.OfAccount {
    static NoteTaken of(String text) {
        return new NoteTaken(UUID.randomUUID(), text, 0);
    }
}
