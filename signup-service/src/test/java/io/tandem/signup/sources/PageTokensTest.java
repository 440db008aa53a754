package io.tandem.signup.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.signup.tokens.Purpose;
import io.tandem.signup.tokens.SignedTokens;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class PageTokensTest {
    private static final UUID SOURCE = UUID.randomUUID();
    private static final Instant TOMORROW = Instant.now().plusSeconds(86_400);

    @Inject
    PageTokens pages;

    @Inject
    SignedTokens tokens;

    @Test
    void namesTheSourceOfItsPage() {
        assertEquals(Optional.of(SOURCE), pages.sourceOf(pages.issue(SOURCE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tp_", "tp_x", "tp_%&!", "tp_ä", "tp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void readsNothingFromGarbage(String token) {
        assertEquals(Optional.empty(), pages.sourceOf(token));
    }

    @Test
    void readsNothingFromWhatWasCutAnywhere() {
        String token = pages.issue(SOURCE);
        for (int length = "tp_".length(); length < token.length(); length++) {
            assertEquals(Optional.empty(), pages.sourceOf(token.substring(0, length)));
        }
        assertEquals(Optional.empty(), pages.sourceOf(token + "AAAA"));
    }

    @Test
    void readsNothingFromWhatWasAlteredAnywhere() {
        byte[] genuine = bytes(pages.issue(SOURCE));
        for (int at = 0; at < genuine.length; at++) {
            byte[] altered = genuine.clone();
            altered[at] ^= 1;
            assertEquals(Optional.empty(), pages.sourceOf(token(altered)));
        }
    }

    @Test
    void readsNothingThatAnotherKeySigned() throws GeneralSecurityException {
        byte[] genuine = bytes(pages.issue(SOURCE));
        byte[] payload = Arrays.copyOf(genuine, genuine.length - 32);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        mac.update(new byte[] {'P', 'A', 'G', 'E', 0});
        byte[] forged = Arrays.copyOf(payload, genuine.length);
        System.arraycopy(mac.doFinal(payload), 0, forged, payload.length, 32);
        assertNotEquals(token(genuine), token(forged));
        assertEquals(Optional.empty(), pages.sourceOf(token(forged)));
    }

    @Test
    void readsNothingThatIsOverOrForSomethingElse() {
        assertEquals(
                Optional.empty(),
                pages.sourceOf(
                        "tp_" + tokens.sign(Purpose.PAGE, SOURCE, Instant.now().minusSeconds(1))));
        assertEquals(Optional.empty(), pages.sourceOf("tp_" + tokens.sign(Purpose.RETURNING, SOURCE, TOMORROW)));
    }

    private static byte[] bytes(String token) {
        return Base64.getUrlDecoder().decode(token.substring("tp_".length()));
    }

    private static String token(byte[] bytes) {
        return "tp_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
