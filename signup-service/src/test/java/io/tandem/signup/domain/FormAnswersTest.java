package io.tandem.signup.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FormAnswersTest {
    private static final FormAnswers EARLIER = new FormAnswers(Map.of("role", "Founder", "companySize", "11-50"));

    @Test
    void needNotBeAskedAgainWhatTheFormStillAccepts() {
        assertEquals(Set.of("role", "companySize"), EARLIER.knownOf(form("text", "11-50")));
        assertEquals(
                "Founder",
                FormAnswers.NONE.completedBy(form("text", "11-50"), EARLIER).get("role"));
    }

    @Test
    void areAskedAgainWhenTheFormChanged() {
        FormDefinition changed = form("choice", "1-10");
        assertEquals(Set.of(), EARLIER.knownOf(changed));
        assertEquals(FormAnswers.NONE, FormAnswers.NONE.completedBy(changed, EARLIER));
    }

    /** Asks for the role by a type and for the company's size with a single option. */
    private static FormDefinition form(String roleType, String size) {
        List<FormOption> sizes = List.of(new FormOption(size, size));
        return new FormDefinition(
                "Start",
                null,
                null,
                List.of(field("role", roleType, List.of()), field("companySize", "choice", sizes)),
                null,
                null,
                null,
                false,
                false,
                null,
                null);
    }

    private static FormField field(String name, String type, List<FormOption> options) {
        return new FormField(name, name, type, true, null, null, null, null, options, FormField.UNKNOWN);
    }
}
