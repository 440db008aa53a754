package io.tandem.signup.sources;

/** Inside this service: what is known of write keys may have become wrong. */
record SourceKeysChanged() {}
