package io.tandem.signup.tokens;

/** What a token is good for. */
public enum Purpose {
    /** To be recognised as whoever submitted that signup. */
    RETURNING,
    /** To send forms from the hosted page of that source. */
    PAGE,
    /** To confirm the address of that signup. */
    CONFIRMATION
}
