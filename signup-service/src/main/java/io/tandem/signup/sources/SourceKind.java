package io.tandem.signup.sources;

/** What a source is. */
enum SourceKind {
    WEBSITE,
    APP,
    SERVER
}
