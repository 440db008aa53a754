package io.tandem.signup.domain;

import java.util.Objects;

/**
 * What somebody agreed to, or refused, on a form.
 *
 * @param version of the text that was shown
 */
public record GivenConsent(String purpose, String version, boolean granted) {

    boolean answers(FormConsent asked) {
        return Objects.equals(purpose, asked.purpose()) && Objects.equals(version, asked.version());
    }
}
