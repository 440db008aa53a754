package io.tandem.signup.signups;

import io.tandem.signup.domain.Language;

/**
 * The words of the mail that asks to confirm an address, in the languages that the form's script speaks.
 *
 * @param body with a place for the source and one for the link
 */
record ConfirmationText(String subject, String body) {
    private static final ConfirmationText ENGLISH = new ConfirmationText("Please confirm your address", """
            Somebody, hopefully you, signed up at %s with this address.

            To confirm it, open this link and press the button:
            %s

            If it was not you, do nothing: without the confirmation nothing happens.
            """);
    private static final ConfirmationText GERMAN = new ConfirmationText("Bitte bestätigen Sie Ihre Adresse", """
            Jemand, hoffentlich Sie, hat sich bei %s mit dieser Adresse angemeldet.

            Um sie zu bestätigen, öffnen Sie diesen Link und drücken Sie den Knopf:
            %s

            Wenn Sie es nicht waren, tun Sie nichts: Ohne die Bestätigung geschieht nichts.
            """);

    /** English for every other language, and where the form is the shipped one. */
    static ConfirmationText in(String locale) {
        return Language.of(locale) == Language.GERMAN ? GERMAN : ENGLISH;
    }
}
