package io.tandem.signup.signups;

/** Whether the answer to a signup is known. */
enum SignupStatus {
    PENDING,
    DECIDED
}
