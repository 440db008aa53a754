package io.tandem.signup.domain;

/**
 * What a form asks agreement to.
 *
 * @param purpose what it is for, such as {@code terms} or {@code newsletter}
 * @param version of the text; a changed text is a new version
 * @param url where the whole text stands, or null
 */
public record FormConsent(String purpose, String version, String text, String url, boolean required) {}
