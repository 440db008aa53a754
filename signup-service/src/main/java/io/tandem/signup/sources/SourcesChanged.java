package io.tandem.signup.sources;

/** Inside this service: what is known of sources, their keys and their forms may have become wrong. */
public record SourcesChanged() {}
