package io.tandem.crm.preference;

import io.tandem.crm.domain.Channel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How somebody wants to be dealt with.
 *
 * @param cadenceDays not more often than every so many days, or null
 * @param doNotContact no suggestion speaks of contacting them
 * @param updatedAt null while they have said nothing
 */
record PreferenceView(
        UUID accountId,
        UUID personId,
        Channel channel,
        Integer cadenceDays,
        String language,
        List<String> topics,
        boolean doNotContact,
        Instant updatedAt,
        long version) {
    static PreferenceView from(UUID accountId, UUID personId, ContactPreference said) {
        return new PreferenceView(
                accountId,
                personId,
                said.channel(),
                said.cadenceDays(),
                said.language(),
                said.topics(),
                said.doNotContact(),
                said.updatedAt(),
                said.version());
    }
}
