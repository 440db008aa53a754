package io.tandem.signup.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Motion;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.signup.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class EmbeddedFormTest extends FormInBrowser {
    @Test
    void drawsThePublishedFormOnAnotherSite() {
        openForm();
        assertThat(field("Work email")).isVisible();
        assertThat(page.getByRole(AriaRole.RADIO)).hasCount(6);
        assertThat(field("What do you want to achieve?")).isVisible();
        assertThat(button("Talk to us")).isVisible();
    }

    @Test
    void tellsWhoCannotSeeItWhatHelpsToFillItIn() {
        stub("/api/v1/forms/*", 200, """
                {"fields":[
                  {"name":"email","label":"Work email","type":"email","help":"We write to it once."},
                  {"name":"companySize","label":"Size","type":"choice","options":["1-10"],"help":"All of the group."},
                  {"name":"custom.beta","label":"Try new things","type":"yes-no","help":"You can stop at any time."}]}
                """, Map.of());
        openForm();
        assertThat(field("Work email")).hasAccessibleDescription("We write to it once.");
        assertThat(page.getByRole(AriaRole.RADIOGROUP)).hasAccessibleDescription("All of the group.");
        assertThat(field("Try new things")).hasAccessibleDescription("You can stop at any time.");
    }

    @Test
    void saysNothingAboutAConsentThatWasLeftOpen() {
        source.publish(form -> {
            form.put("minFillMillis", 0);
            form.put(
                    "consents",
                    List.of(
                            Map.of("purpose", "terms", "version", "1", "text", "I agree", "required", true),
                            Map.of("purpose", "news", "version", "1", "text", "Send me news")));
        });
        openForm();
        fillIn();
        field("I agree").check();
        button("Get started").click();
        Routing.answer(email, Motion.SELF_SERVE);
        assertThat(link("Book a meeting")).isVisible();
        assertEquals(
                "[{\"purpose\":\"terms\",\"version\":\"1\",\"granted\":true}]",
                sent(0).get("consents").toString());
    }

    @Test
    void showsTheDecisionWithItsNextStep() {
        openForm();
        fillIn();
        button("Get started").click();
        Routing.answer(email, Motion.SALES_ASSIST);
        assertThat(page.getByText("Jonas Weber is there for you.")).isFocused();
        assertThat(link("Book a meeting")).hasAttribute("href", "https://example.com/jonas");
        assertFalse(sent(0).get("talkToSales").asBoolean());
    }

    @Test
    void letsBuyersChooseToTalkToSomebody() {
        openForm();
        fillIn();
        button("Talk to us").click();
        Routing.answer(email, Motion.SALES_LED);
        assertThat(link("Book a meeting")).isVisible();
        assertTrue(sent(0).get("talkToSales").asBoolean());
    }

    @Test
    void tellsTheSiteWhatHappens() {
        openForm();
        page.evaluate("() => { window.heard = []; for (const name of ['submitted', 'decided'])"
                + " document.addEventListener('tandem:' + name, (event) => heard.push([name, event.detail.id])) }");
        fillIn();
        button("Get started").click();
        String id = Routing.answer(email, Motion.SELF_SERVE).signupId().toString();
        assertThat(link("Book a meeting")).isVisible();
        assertEquals(List.of(List.of("submitted", id), List.of("decided", id)), page.evaluate("() => window.heard"));
    }

    @Test
    void showsAllFaultsBesideTheirFieldsAtOnce() {
        openForm();
        button("Get started").click();
        Locator summary = page.getByRole(AriaRole.ALERT).first();
        assertThat(summary).isFocused();
        assertThat(summary.getByRole(AriaRole.LISTITEM)).hasCount(4);
        assertThat(field("Work email")).hasAttribute("aria-invalid", "true");
        assertThat(field("Work email")).hasAccessibleDescription("Please fill this in.");
        assertThat(field("Your role")).hasAccessibleDescription("Please fill this in.");
        assertEquals(List.of(), submissions);

        field("Work email").fill(email);
        assertThat(field("Work email")).not().hasAttribute("aria-invalid", "true");
        assertThat(field("Your role")).hasAttribute("aria-invalid", "true");
    }

    @Test
    void showsEveryFaultThatOnlyTheServiceFinds() {
        stub(
                "/api/v1/signups",
                400,
                "{\"errors\":[{\"field\":\"email\",\"detail\":\"must be an address at work\"},"
                        + "{\"field\":\"role\",\"detail\":\"is not known\"}]}",
                Map.of());
        openForm();
        fillIn();
        button("Get started").click();
        assertThat(field("Work email")).hasAccessibleDescription("Must be an address at work.");
        assertThat(field("Your role")).hasAccessibleDescription("Is not known.");
        assertThat(field("Your role")).hasValue("Head of Growth");
    }

    @Test
    void asksEverythingOfSomebodyElseInTheSameBrowser() {
        openForm();
        fillIn();
        button("Get started").click();
        Routing.answer(email, Motion.SELF_SERVE);
        assertThat(link("Book a meeting")).isVisible();
        openForm();
        assertThat(field("Your role")).hasCount(0);
        email = "other-" + email;
        field("Work email").fill(email);
        button("Get started").click();
        assertThat(field("Your role")).hasAttribute("aria-invalid", "true");
        assertThat(field("Work email")).hasValue(email);
        fillIn();
        button("Get started").click();
        Routing.answer(email, Motion.SELF_SERVE);
        assertThat(link("Book a meeting")).isVisible();
    }

    @Test
    void canBeUsedWithTheKeyboardAlone() {
        openForm();
        page.keyboard().press("Tab");
        page.keyboard().type(email);
        tabTo("Company size");
        page.keyboard().press("ArrowRight");
        assertThat(page.getByRole(AriaRole.RADIO).nth(1)).isChecked();
        tabTo("Your role");
        page.keyboard().type("Founder");
        tabTo("What do you want to achieve?");
        page.keyboard().type("Reporting");
        tabToButton();
        page.keyboard().press("Enter");
        Routing.answer(email, Motion.SELF_SERVE);
        assertThat(link("Book a meeting")).isVisible();
        page.keyboard().press("Tab");
        assertThat(link("Book a meeting")).isFocused();
        assertEquals("11-50", sent(0).get("companySize").asText());
    }

    @Test
    void submitsOnceHoweverOftenItIsClicked() {
        openForm();
        fillIn();
        button("Get started").dblclick();
        page.keyboard().press("Enter");
        Routing.answer(email, Motion.SELF_SERVE);
        assertThat(link("Book a meeting")).isVisible();
        assertEquals(1, submissions.size());
    }

    @Test
    void staysWithinTheWidthOfAPhone() {
        newVisitor(390);
        openForm();
        button("Get started").click();
        assertThat(page.getByRole(AriaRole.ALERT).first()).isVisible();
        assertEquals(true, page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"));
        newVisitor(280);
        openForm();
        assertEquals(true, page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"));
    }

    @Test
    void worksWhereTheVisitorAllowsNoStorage() {
        page.addInitScript("for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name,"
                + " { get() { throw new DOMException('denied', 'SecurityError'); } });");
        open("/?utm_source=newsletter");
        fillIn();
        button("Get started").click();
        Routing.answer(email, Motion.SELF_SERVE);
        assertThat(link("Book a meeting")).isVisible();
        assertEquals("newsletter", sent(0).at("/touches/0/utm/source").asText());
    }

    @Test
    void speaksTheLanguageOfItsSiteAndTheWordsOfItsOwner() {
        site.show("<tandem-form lang='de' texts='{\"talkToUs\":\"Ruft mich an\"}' source='%s' key='%s'></tandem-form>"
                .formatted(source.id(), source.writeKey()));
        open("/");
        assertThat(button("Ruft mich an")).isVisible();
        button("Jetzt starten").click();
        assertThat(page.getByText("Bitte noch einmal ansehen:")).isVisible();
    }

    @Test
    void tellsInWhichLanguageItsWordsAre() {
        source.publish(form -> form.put("locale", "de"));
        open("/");
        assertEquals("de", button("Jetzt starten").evaluate("button => button.closest('[lang]').lang"));
    }

    @Test
    void takesNothingFromElsewhereForItsLooks() {
        stub("/api/v1/forms/*", 200, """
                {"fields":[{"name":"email","label":"Work email","type":"email"}],"theme":{
                  "accent":"image-set('//evil.example/a.png' 1x)","surface":"URL(//evil.example/b.png)","radius":"Calc(1px + 2px)"}}
                """, Map.of());
        List<String> requested = new ArrayList<>();
        page.onRequest(request -> requested.add(request.url()));
        openForm();
        assertThat(button("Get started")).hasCSS("background-color", "rgb(47, 74, 208)");
        assertThat(button("Get started")).hasCSS("background-image", "none");
        assertThat(field("Work email")).hasCSS("border-top-left-radius", "3px");
        assertThat(field("Work email")).hasCSS("background-color", "rgb(255, 255, 255)");
        assertEquals(
                List.of(),
                requested.stream().filter(url -> url.contains("evil.example")).toList());
    }

    @Test
    void wearsTheColoursOfItsFormUnlessItsSiteHasOthers() {
        source.publish(form -> form.put("theme", Map.of("accent", "#8a1c1c")));
        openForm();
        assertThat(button("Get started")).hasCSS("background-color", "rgb(138, 28, 28)");
        page.evaluate(
                "() => document.querySelector('tandem-form').style.setProperty('--tandem-accent', 'rgb(28, 92, 58)')");
        assertThat(button("Get started")).hasCSS("background-color", "rgb(28, 92, 58)");
    }

    @Test
    void hasNoSeriousAccessibilityViolation() {
        openForm();
        assertEquals(List.of(), violations(), "empty form");
        button("Get started").click();
        assertThat(page.getByRole(AriaRole.ALERT).first()).isVisible();
        assertEquals(List.of(), violations(), "faulty form");
        fillIn();
        button("Get started").click();
        Routing.answer(email, Motion.SALES_ASSIST);
        assertThat(link("Book a meeting")).isVisible();
        assertEquals(List.of(), violations(), "decision");
    }

    private void tabTo(String label) {
        tabUntil("form.getRootNode().activeElement?.closest('.field')?.textContent.startsWith('" + label + "')");
    }

    private void tabToButton() {
        tabUntil("form.getRootNode().activeElement?.type === 'submit'");
    }

    private void tabUntil(String reached) {
        String script = "() => { const form = document.querySelector('tandem-form').shadowRoot.querySelector('form');"
                + " return Boolean(" + reached + ") }";
        for (int tabs = 0; tabs < 12 && !(Boolean) page.evaluate(script); tabs++) {
            page.keyboard().press("Tab");
        }
        assertEquals(true, page.evaluate(script), reached);
    }
}
