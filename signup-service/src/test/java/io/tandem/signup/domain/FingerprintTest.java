package io.tandem.signup.domain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.SignupAnswers;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

        assertArrayEquals(print(answers("Maya", "Acme", oneOrder)), print(answers("Maya", "Acme", otherOrder)));
    }

    /** Each component of the answers but the id, the person, the time and what follows from the others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sourceId",
                "email",
                "name",
                "company",
                "companySize",
                "role",
                "useCase",
                "country",
                "talkToSales",
                "userId",
                "anonymousId",
                "utm",
                "custom"
            })
    void differsWhenAnyAnswerDiffers(String component) throws ReflectiveOperationException {
        SignupAnswers answers = answers("Maya", "Acme", Map.of());
        assertFalse(Arrays.equals(print(answers), print(changed(answers, component))));
    }

    @Test
    void differsWhenThePersonSaysOtherwiseHowTheyHeardOfUs() {
        SignupAnswers answers = answers("Maya", "Acme", Map.of());
        assertFalse(Arrays.equals(print(answers), Fingerprint.of(answers, "A podcast", FormAnswers.NONE)));
        assertFalse(Arrays.equals(
                Fingerprint.of(answers, "A friend", FormAnswers.NONE),
                Fingerprint.of(answers, "A podcast", FormAnswers.NONE)));
    }

    private static byte[] print(SignupAnswers answers) {
        return Fingerprint.of(answers, null, FormAnswers.NONE);
    }

    private static SignupAnswers changed(SignupAnswers answers, String component) throws ReflectiveOperationException {
        RecordComponent[] components = SignupAnswers.class.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object value = components[i].getAccessor().invoke(answers);
            values[i] = components[i].getName().equals(component) ? another(components[i].getType(), value) : value;
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return SignupAnswers.class.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object another(Class<?> type, Object value) {
        if (type == UUID.class) {
            return UUID.randomUUID();
        }
        if (type == boolean.class) {
            return !(boolean) value;
        }
        if (type == CompanySize.class) {
            return CompanySize.UP_TO_10;
        }
        return type == Map.class ? Map.of("source", "ads") : value + "x";
    }

    @Test
    void doesNotConfuseWhereOneAnswerEndsAndTheNextBegins() {
        assertFalse(Arrays.equals(print(answers("MayaAcme", "", Map.of())), print(answers("Maya", "Acme", Map.of()))));
        assertFalse(Arrays.equals(print(answers(null, "Acme", Map.of())), print(answers("Acme", null, Map.of()))));
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
