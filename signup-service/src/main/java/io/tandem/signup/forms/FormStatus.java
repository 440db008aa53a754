package io.tandem.signup.forms;

/** Where a version of a form is in its life. */
enum FormStatus {
    DRAFT,
    PUBLISHED,
    RETIRED
}
