package io.tandem.signup.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Motion;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.signup.Routing;
import io.tandem.signup.TestSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What the script does unseen: the trap for robots, the way that led here, and its size. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class FormTrapAndTouchesTest extends FormInBrowser {
    private static final String DECIDED = "{\"id\":\"6d4c2dc6-5e9f-4b1e-8f6c-0d0a6ad7c001\",\"status\":\"DECIDED\","
            + "\"decision\":{\"nextStep\":{\"kind\":\"START_PRODUCT\",\"url\":\"https://app.example.com\"}}}";

    @Test
    void noVisitorMeetsTheTrapForRobots() {
        stub(
                "/api/v1/forms/*",
                200,
                "{\"version\":3,\"honeypot\":\"website2\",\"fields\":[{\"name\":\"email\",\"label\":\"Work email\",\"type\":\"email\"}]}",
                Map.of());
        stub("/api/v1/signups", 201, DECIDED, Map.of());
        openForm();
        Locator trap = page.locator("input[name=website2]");
        assertThat(trap).hasCount(1);
        assertThat(trap).hasValue("");
        assertEquals(true, trap.evaluate("input => input.closest('[aria-hidden=true][inert]').offsetWidth <= 1"));

        field("Work email").fill(email);
        field("Work email").focus();
        page.keyboard().press("Tab");
        assertThat(button("Get started")).isFocused();
        page.keyboard().press("Shift+Tab");
        assertThat(field("Work email")).isFocused();
        button("Get started").click();
        assertThat(link("Start now")).isVisible();
        assertFalse(sent(0).has("website2"));
        assertEquals(3, sent(0).get("formVersion").asInt());
        assertTrue(sent(0).get("fillMillis").asInt() > 0);
    }

    @Test
    void whatARobotWritesIntoTheTrapIsSent() {
        stub(
                "/api/v1/forms/*",
                200,
                "{\"honeypot\":\"website2\",\"fields\":[{\"name\":\"email\",\"label\":\"Work email\",\"type\":\"email\"}]}",
                Map.of());
        stub("/api/v1/signups", 201, DECIDED, Map.of());
        openForm();
        field("Work email").fill(email);
        page.locator("input[name=website2]").evaluate("input => { input.value = 'https://spam.example' }");
        button("Get started").click();
        assertThat(link("Start now")).isVisible();
        assertEquals("https://spam.example", sent(0).get("website2").asText());
    }

    @Test
    void whoComesBackIsLetInAsFastAsTheirBrowserFillsIn() {
        source = TestSource.create();
        site.show(element());
        Map<String, Object> earlier = TestSource.form(email);
        String token = source.submit(earlier).path("returningToken");
        page.addInitScript("performance.now = () => 0; localStorage.setItem('tandem_returning', '" + token + "')");
        openForm();
        assertThat(field("Your role")).hasCount(0);
        field("Work email").fill(email);
        button("Talk to us").click();
        SignupQualified signup = TestTopics.await(
                Topics.SIGNUPS,
                SignupQualified.class,
                event ->
                        event.answers().email().equals(email) && event.answers().talkToSales());
        TestTopics.send(
                Topics.ROUTES,
                Routing.decision(signup.accountId(), signup.answers().signupId(), Motion.SALES_ASSIST));
        assertThat(link("Book a meeting")).isVisible();
        assertEquals(0, sent(0).get("fillMillis").asInt());
    }

    @Test
    void sendsTheWayThatLedToTheSignup() {
        open("/?utm_source=newsletter&utm_campaign=march&secret=x");
        open("/prices?gclid=click-1");
        open("/about");
        stub("/api/v1/signups", 201, DECIDED, Map.of());
        openForm();
        fillIn();
        button("Get started").click();
        assertThat(link("Start now")).isVisible();
        JsonNode touches = sent(0).get("touches");
        assertEquals(2, touches.size());
        assertEquals("newsletter", touches.at("/0/utm/source").asText());
        assertEquals("march", touches.at("/0/utm/campaign").asText());
        assertEquals(site.address() + "/", touches.at("/0/landingPage").asText());
        assertEquals("click-1", touches.at("/1/clickIds/gclid").asText());
        assertEquals(site.address() + "/prices", touches.at("/1/landingPage").asText());
        assertEquals("newsletter", sent(0).at("/utm/source").asText());
        assertFalse(sent(0).get("anonymousId").asText().isEmpty());
    }

    @Test
    void tellsNoMoreVisitsThanTheServiceTakes() {
        open("/about");
        page.evaluate("""
                () => localStorage.setItem('tandem_touches', JSON.stringify(Array.from({ length: 60 }, (_, at) => ({
                  at: new Date(Date.now() - (60 - at) * 3600e3).toISOString(),
                  landingPage: `https://acme.example/${at}/` + 'x'.repeat(480),
                  utm: { source: `${at}` },
                  clickIds: {},
                }))))
                """);
        page.route(service() + "/api/v1/signups", route -> {
            boolean first = submissions.size() == 1;
            if (route.request().method().equals("OPTIONS")) {
                route.fallback();
            } else {
                fulfill(route, first ? 413 : 201, first ? "{}" : DECIDED, Map.of());
            }
        });
        openForm();
        fillIn();
        button("Get started").click();
        assertThat(link("Start now")).isVisible();
        JsonNode touches = sent(0).get("touches");
        assertEquals("0", touches.at("/0/utm/source").asText());
        assertEquals("59", touches.get(touches.size() - 1).at("/utm/source").asText());
        assertTrue(touches.toString().length() <= 16 * 1024, touches.size() + " touches");
        assertTrue(touches.size() > 20, touches.size() + " touches");
        assertFalse(sent(1).has("touches"), "rather without visits than not at all");
        assertEquals(email, sent(1).get("email").asText());
    }

    @Test
    void isSmall() throws IOException {
        byte[] script = given().get("/forms/tandem-form.js").asByteArray();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(script);
        }
        assertTrue(packed.size() < 30_000, packed.size() + " bytes, gzipped");
    }
}
