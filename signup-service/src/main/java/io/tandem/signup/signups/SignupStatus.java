package io.tandem.signup.signups;

/** Whether the answer to a signup is known, or not even its address. */
enum SignupStatus {
    UNCONFIRMED,
    PENDING,
    DECIDED
}
