package io.tandem.signup.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Motion;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.signup.Routing;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of Tandem's own, for sources without a site. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class HostedFormTest extends FormInBrowser {
    @Test
    void takesASignupWithoutTheWriteKey() {
        List<String> requested = new CopyOnWriteArrayList<>();
        page.onRequest(request -> requested.add(request.url()));
        openPage("/forms/" + source.id());
        assertEquals(List.of(), violations());
        fillIn();
        button("Get started").click();
        Routing.answer(email, Motion.SALES_ASSIST);
        assertThat(page.getByText("Jonas Weber is there for you.")).isVisible();
        assertEquals(List.of(), violations());
        assertTrue(submissions.get(0).headers().get("authorization").startsWith("Bearer tp_"));
        assertEquals(
                List.of(),
                requested.stream().filter(url -> !url.startsWith(service())).toList());
    }

    @Test
    void speaksTheLanguageOfItsForm() {
        source.publish(form -> {
            form.put("locale", "de");
            form.put("title", "Loslegen & staunen");
        });
        page.navigate(service() + "/forms/" + source.id());
        assertThat(button("Jetzt starten")).isVisible();
        assertThat(page).hasTitle("Loslegen & staunen");
        assertThat(page.locator("html")).hasAttribute("lang", "de");
    }

    @Test
    void confirmsInTheLanguageOfItsLink() {
        stub("/api/v1/signup-confirmations", 503, "{}", Map.of());
        page.navigate(service() + "/forms/confirm?lang=de#a-token");
        assertThat(page).hasTitle("Adresse bestätigen");
        assertThat(page.locator("html")).hasAttribute("lang", "de");
        button("Adresse bestätigen").click();
        assertThat(page.getByText("Ihr Link bleibt gültig.")).isVisible();
    }

    @Test
    void goesOnWhenItsPageWasOpenForTooLong() {
        AtomicInteger tries = new AtomicInteger();
        page.route(service() + "/api/v1/signups", route -> {
            if (tries.incrementAndGet() == 1) {
                fulfill(route, 401, "{}", Map.of());
            } else {
                route.fallback();
            }
        });
        openPage("/forms/" + source.id());
        fillIn();
        button("Get started").click();
        page.waitForCondition(() -> tries.get() == 2);
        Routing.answer(email, Motion.SELF_SERVE);
        assertThat(link("Book a meeting")).isVisible();
        assertEquals(
                submissions.get(0).headers().get("idempotency-key"),
                submissions.get(1).headers().get("idempotency-key"));
    }

    @Test
    void allowsNothingInlineAndNothingFromElsewhere() {
        given().get("/forms/" + source.id())
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .header("Content-Security-Policy", containsString("default-src 'none'; script-src 'self'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6d4c2dc6-5e9f-4b1e-8f6c-0d0a6ad7c001", "nonsense"})
    void saysKindlyThatThereIsNoSuchForm(String unknown) {
        Response answer = page.navigate(service() + "/forms/" + unknown);
        assertEquals(404, answer.status());
        assertThat(page.getByRole(AriaRole.HEADING)).hasText("There is no form here");
    }

    @Test
    void confirmsNothingBeforeTheButtonIsPressed() {
        stub(
                "/api/v1/signup-confirmations",
                200,
                "{\"id\":\"%s\",\"status\":\"DECIDED\",\"decision\":{\"nextStep\":{\"kind\":\"START_PRODUCT\",\"url\":\"https://app.example.com\"}}}"
                        .formatted(UUID.randomUUID()),
                Map.of());
        page.navigate(service() + "/forms/confirm#a-token");
        assertThat(button("Confirm my address")).isVisible();
        assertEquals(List.of(), submissions);
        button("Confirm my address").click();
        assertThat(link("Start now")).isVisible();
        assertEquals("a-token", sent(0).get("token").asText());
        assertEquals(service() + "/forms/confirm", page.url());
    }

    @Test
    void tellsWhatToDoWithALinkThatIsOver() {
        stub("/api/v1/signup-confirmations", 410, "{}", Map.of());
        page.navigate(service() + "/forms/confirm#a-token");
        button("Confirm my address").click();
        assertThat(page.getByText("This link is not valid any more.")).isVisible();
        page.navigate("about:blank");
        page.navigate(service() + "/forms/confirm");
        assertThat(page.getByText("This link is not valid any more.")).isVisible();
    }

    private void openPage(String path) {
        page.navigate(service() + path);
        assertThat(button("Get started")).isVisible();
        assertThat(page.locator("h1")).hasCount(1);
    }
}
