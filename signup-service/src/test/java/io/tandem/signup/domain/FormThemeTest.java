package io.tandem.signup.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what the script of the form shows is taken, so that nothing is accepted and then not seen. */
class FormThemeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accent|#0a7",
                "accent-text|rgb(0 0 0 / 50%)",
                "font|Inter, sans-serif",
                "gap|calc((1rem + 2px) / 2)",
                "muted|Color-Mix(in srgb, red 40%, var(--brand))"
            })
    void isTaken(String name, String value) {
        assertEquals(List.of(), FormRules.faults(themed(name, value)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--accent|red",
                "accent2|red",
                "Accent|red",
                "accent|red; color: blue",
                "accent|url(//evil.example)",
                "accent|URL(//evil.example/p.png)",
                "accent|rgb(url(//evil.example))",
                "accent|image-set('//evil.example/p.png' 1x)",
                "accent|-webkit-image-set('//evil.example/p.png' 1x)",
                "accent|mycalc(1px)"
            })
    void isRefused(String name, String value) {
        assertEquals(
                List.of("theme." + name),
                FormRules.faults(themed(name, value)).stream().map(Fault::place).toList());
    }

    private static FormDefinition themed(String name, String value) {
        FormField email = new FormField("email", "Email", "email", true, null, null, null, null, null, null);
        return new FormDefinition(
                "Start", null, null, List.of(email), null, null, null, false, false, null, Map.of(name, value));
    }
}
