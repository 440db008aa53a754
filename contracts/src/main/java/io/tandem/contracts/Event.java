package io.tandem.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.UUID;

/**
 * Something that happened, as one service tells the others. The simple name of the record is its CloudEvents {@code
 * type}. Records grow by adding components only; anything else is a new topic.
 */
public interface Event {
    /** The Kafka key and CloudEvents {@code subject}: events with one key stay in order. */
    @JsonIgnore
    String key();

    /** An event about one account: the account is its key, so that one account stays in order. */
    interface OfAccount extends Event {
        UUID accountId();

        @Override
        @JsonIgnore
        default String key() {
            return accountId().toString();
        }
    }

    /** An event about one person: the person is its key. */
    interface OfPerson extends Event {
        UUID personId();

        @Override
        @JsonIgnore
        default String key() {
            return personId().toString();
        }
    }
}
