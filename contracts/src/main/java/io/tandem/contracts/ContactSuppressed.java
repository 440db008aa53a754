package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * A person is not to be contacted, or may be again. Nobody may be contacted while any source says so. Topic
 * {@code privacy.v1}.
 *
 * @param suppressed false once, as far as this source goes, the person may be contacted again
 * @param reason what the admin or the person said
 * @param source whose word it is; what was told before there were several is the suppression list's
 */
public record ContactSuppressed(
        UUID personId, String email, boolean suppressed, String reason, Instant changedAt, Source source)
        implements Event.OfPerson {

    /** Who keeps a word on whether somebody may be contacted. */
    public enum Source {
        /** Of the admins, at signup. */
        SUPPRESSION_LIST,
        /** What whoever serves the person was told, kept with the relationship or in a CRM. */
        PREFERENCE
    }

    public ContactSuppressed {
        source = source == null ? Source.SUPPRESSION_LIST : source;
    }

    /** The suppression list's word. */
    public ContactSuppressed(UUID personId, String email, boolean suppressed, String reason, Instant changedAt) {
        this(personId, email, suppressed, reason, changedAt, Source.SUPPRESSION_LIST);
    }
}
