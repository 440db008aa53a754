package io.tandem.signup.signups;

import io.tandem.signup.domain.FormDefinition;
import java.util.Optional;

/** The traps that tell robots from people. */
enum RefusalCause {
    /** A field was filled in that people do not see. */
    HONEYPOT,
    /** The form was filled in faster than people do. */
    TOO_FAST;

    static Optional<RefusalCause> of(SignupRequest request, FormDefinition form) {
        if (form.honeypot() && request.website2() != null) {
            return Optional.of(HONEYPOT);
        }
        return request.fillMillis() != null && request.fillMillis() < form.minFillMillis()
                ? Optional.of(TOO_FAST)
                : Optional.empty();
    }
}
