package io.tandem.signup.domain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.SignupAnswers;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final UUID SOURCE = UUID.randomUUID();

    @Test
    void isTheSameForTheSameAnswersAtAnotherTime() {
        Map<String, String> oneOrder = new LinkedHashMap<>();
        oneOrder.put("source", "ads");
        oneOrder.put("medium", "cpc");
        Map<String, String> otherOrder = new LinkedHashMap<>();
        otherOrder.put("medium", "cpc");
        otherOrder.put("source", "ads");

        assertArrayEquals(
                Fingerprint.of(answers("Maya", "Acme", oneOrder)), Fingerprint.of(answers("Maya", "Acme", otherOrder)));
    }

    @Test
    void differsWhenAnyAnswerDiffers() {
        byte[] print = Fingerprint.of(answers("Maya", "Acme", Map.of()));
        assertFalse(Arrays.equals(print, Fingerprint.of(answers("Maya", "Acme Inc", Map.of()))));
        assertFalse(Arrays.equals(print, Fingerprint.of(answers("Maya", null, Map.of()))));
        assertFalse(Arrays.equals(print, Fingerprint.of(answers("Maya", "Acme", Map.of("source", "ads")))));
    }

    @Test
    void doesNotConfuseWhereOneAnswerEndsAndTheNextBegins() {
        assertFalse(Arrays.equals(
                Fingerprint.of(answers("MayaAcme", "", Map.of())), Fingerprint.of(answers("Maya", "Acme", Map.of()))));
        assertFalse(Arrays.equals(
                Fingerprint.of(answers(null, "Acme", Map.of())), Fingerprint.of(answers("Acme", null, Map.of()))));
    }

    private static SignupAnswers answers(String name, String company, Map<String, String> utm) {
        String email = "maya@acme.com";
        return new SignupAnswers(
                UUID.randomUUID(),
                SOURCE,
                PersonId.ofEmail(email),
                email,
                name,
                company,
                CompanySize.UP_TO_50,
                "Growth",
                "Reporting",
                "DE",
                false,
                null,
                null,
                utm,
                Instant.now(),
                Map.of(),
                false,
                false);
    }
}
