package io.tandem.signup.domain;

/** One answer of a choice. */
public record FormOption(String value, String label) {}
