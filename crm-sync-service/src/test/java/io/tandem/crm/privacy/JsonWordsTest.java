package io.tandem.crm.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.crm.domain.Erasure;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWordsTest {
    private static final String PROPOSAL =
            "{\"title\": \"Pilot\", \"currency\": \"EUR\", \"validUntil\": \"2026-04-30\","
                    + " \"lines\": [{\"id\": \"0b4ff5c1-0000-4000-8000-000000000012\", \"quantity\": 12, \"price\": 10.50, \"open\": true,"
                    + " \"note\": null}]}";

    @Test
    void staysWhatItIsWhateverSomebodyCallsThemselves() {
        for (String name : List.of("12", "2026", "null", "true", "title", "EUR", "10.50", "0b4ff5c1", "lines")) {
            assertEquals(PROPOSAL, JsonWords.without(new Erasure("ana@acme.com", List.of(name)), PROPOSAL), name);
        }
    }

    @Test
    void takesNamesAndEmailOutOfWhatPeopleWrote() {
        Erasure person = new Erasure("coco@acme.com", List.of("Conan \"Coco\" O'Brien"));

        assertEquals(
                "{\"name\":\"Pilot of [erased]\",\"to\":[\"[erased]\"],\"net\":10.50}",
                JsonWords.without(
                        person,
                        "{\"name\": \"Pilot of Conan \\\"Coco\\\" O'Brien\", \"to\": [\"coco@acme.com\"], \"net\": 10.50}"));
    }
}
