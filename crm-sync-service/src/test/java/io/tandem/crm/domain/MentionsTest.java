package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.contracts.PersonId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MentionsTest {
    @Test
    void knowsPeopleByEmailAndTheNamesBeforeIt() {
        Mentions mentions = new Mentions(List.of(
                "Signed up: Ana Ribeiro <ana@acme.com> (Head of Operations).\n"
                        + "Also there: Ben Okafor <ben@acme.com>, 3 events, carl@acme.co.uk, 1 events.\n"
                        + "What to avoid: do not contact A. Ribeiro <Ana@acme.com>;",
                "nobody@ is no email, nor is @acme.com"));

        assertEquals(Set.of("Ana Ribeiro", "A. Ribeiro"), mentions.namesOf("ana@acme.com"));
        assertEquals(Set.of("Ben Okafor"), mentions.namesOf("ben@acme.com"));
        assertEquals(Set.of(), mentions.namesOf("carl@acme.co.uk"));
        assertEquals(
                Set.of(
                        PersonId.ofEmail("ana@acme.com"),
                        PersonId.ofEmail("ben@acme.com"),
                        PersonId.ofEmail("carl@acme.co.uk")),
                mentions.erasures().keySet());
    }

    @Test
    void takesOnlyTheErasedOutOfATextThatNamesOthers() {
        String text = "Ana Ribeiro <ana@acme.com>, Ben Okafor <ben@acme.com>";

        assertEquals(
                "[erased] <[erased]>, Ben Okafor <ben@acme.com>",
                new Mentions(List.of(text))
                        .erasures()
                        .get(PersonId.ofEmail("ana@acme.com"))
                        .text(text));
    }
}
