package io.tandem.crm.caller;

import io.tandem.kit.web.Problem;

/** A change may say which version of the record it was made from. */
public final class SeenVersion {
    private SeenVersion() {}

    /** @param seen null where the change shall be made in any case */
    public static void check(String what, Long seen, long held) {
        if (seen != null && seen != held) {
            throw Problem.conflict(
                    "Somebody changed the " + what + " meanwhile: it is at version " + held + ", not " + seen + ".");
        }
    }
}
