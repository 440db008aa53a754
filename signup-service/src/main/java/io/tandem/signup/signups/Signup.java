package io.tandem.signup.signups;

import java.util.Optional;
import java.util.UUID;

/** A submitted form and the answer to it, once there is one. */
record Signup(UUID id, UUID accountId, SignupStatus status, Optional<Decision> decision) {

    Signup with(Optional<Decision> answer) {
        return answer.isEmpty() ? this : new Signup(id, accountId, SignupStatus.DECIDED, answer);
    }

    boolean isUnconfirmed() {
        return status == SignupStatus.UNCONFIRMED;
    }
}
