package io.tandem.signup.privacy;

/** What is to be done with a person's data. */
enum PrivacyKind {
    EXPORT,
    ERASE
}
