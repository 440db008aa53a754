package io.tandem.signup.signups;

/** Whether the answer to a signup is known, or not even its address; nobody waits for one to an imported signup. */
enum SignupStatus {
    UNCONFIRMED,
    PENDING,
    DECIDED,
    IMPORTED
}
