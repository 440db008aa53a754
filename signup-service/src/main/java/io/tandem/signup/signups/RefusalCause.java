package io.tandem.signup.signups;

import io.tandem.signup.domain.FormDefinition;
import java.util.Optional;

/** The traps that tell robots from people. */
enum RefusalCause {
    /** A field was filled in that people do not see. */
    HONEYPOT,
    /** The form was filled in faster than people do. */
    TOO_FAST;

    /**
     * @param cameBack whether the person showed a token of an earlier signup: little is left to ask of them, and what
     *     is left browsers fill in by themselves, so they are as fast as robots
     */
    static Optional<RefusalCause> of(SignupRequest request, FormDefinition form, boolean cameBack) {
        if (form.honeypot() && request.website2() != null) {
            return Optional.of(HONEYPOT);
        }
        return !cameBack && request.fillMillis() != null && request.fillMillis() < form.minFillMillis()
                ? Optional.of(TOO_FAST)
                : Optional.empty();
    }
}
