package io.tandem.signup.imports;

/** What becomes of a row. */
enum Outcome {
    /** It says something new, and is kept. */
    NEW,
    /** All that it says is known. */
    UNCHANGED,
    REFUSED
}
