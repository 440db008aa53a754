package io.tandem.signup.privacy;

import java.time.Instant;

/**
 * What somebody agreed to, or refused, on a form.
 *
 * @param version of the text that was shown
 */
public record ConsentStatement(String purpose, String version, boolean granted, Instant at) {}
