package io.tandem.crm.domain;

import java.time.Duration;
import java.time.Instant;

/** How somebody wants to be dealt with. Every suggestion asks here first. */
public final class ContactRules {
    private ContactRules() {}

    /**
     * What somebody asked for.
     *
     * @param cadenceDays not more often than every so many days, or null
     * @param doNotContact not at all
     */
    public record Wish(Channel channel, Integer cadenceDays, boolean doNotContact) {
        public static final Wish NONE = new Wish(null, null, false);
    }

    /**
     * Whether somebody may be approached now.
     *
     * @param lastContactAt when we were last in touch, or null
     */
    public static boolean mayApproach(Wish wish, Instant lastContactAt, Instant now) {
        return !wish.doNotContact && !now.isBefore(notBefore(wish, lastContactAt, now));
    }

    /** From when on somebody may be approached, as far as the cadence goes. */
    public static Instant notBefore(Wish wish, Instant lastContactAt, Instant now) {
        return wish.cadenceDays == null || lastContactAt == null
                ? now
                : lastContactAt.plus(Duration.ofDays(wish.cadenceDays));
    }
}
