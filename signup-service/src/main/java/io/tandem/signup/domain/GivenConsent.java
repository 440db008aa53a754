package io.tandem.signup.domain;

/**
 * What somebody agreed to, or refused, on a form.
 *
 * @param version of the text that was shown
 */
public record GivenConsent(String purpose, String version, boolean granted) {}
