package io.tandem.signup.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
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

/** What a visitor sees when the decision takes its time, or the service is slow or away. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class FormOutagesTest extends FormInBrowser {
    @Test
    void showsALateDecisionWhenItArrives() {
        openForm();
        submitWithoutDecision();
        assertThat(link("Start now")).isVisible();
        Routing.answer(email, Motion.SALES_ASSIST);
        seen(page.getByText("Jonas Weber is there for you."));
        assertThat(link("Book a meeting")).hasAttribute("href", "https://example.com/jonas");
        assertThat(link("Start now")).isVisible();
    }

    @Test
    void asksForALateDecisionWhereStreamsAreCut() {
        page.route(service() + "/api/v1/signups/*/events", Route::abort);
        List<String> asked = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.method().equals("GET") && request.url().matches(".*/api/v1/signups/[^/]+")) {
                asked.add(request.url());
            }
        });
        openForm();
        submitWithoutDecision();
        Routing.answer(email, Motion.SALES_ASSIST);
        seen(page.getByText("Jonas Weber is there for you."));
        assertFalse(asked.isEmpty());
    }

    @Test
    void goesOnWaitingForTheDecisionWhenItIsPutBack() {
        openForm();
        submitWithoutDecision();
        takeOutAndPutBack();
        Routing.answer(email, Motion.SALES_ASSIST);
        seen(link("Book a meeting"));
    }

    @Test
    void goesOnTryingAgainWhenItIsPutBack() {
        AtomicInteger tries = new AtomicInteger();
        page.route(service() + "/api/v1/signups", route -> {
            if (route.request().method().equals("POST") && tries.incrementAndGet() == 1) {
                fulfill(route, 503, "{}", Map.of());
            } else {
                route.fallback();
            }
        });
        openForm();
        fillIn();
        button("Get started").click();
        seen(page.getByText("We try again in 2 seconds."));
        takeOutAndPutBack();
        page.waitForCondition(() -> tries.get() == 2);
        Routing.answer(email, Motion.SELF_SERVE);
        seen(link("Book a meeting"));
    }

    @Test
    void keepsWhatWasTypedAndSendsItAgainWithTheSameKey() {
        AtomicInteger tries = new AtomicInteger();
        page.route(service() + "/api/v1/signups", route -> {
            boolean isPost = route.request().method().equals("POST");
            switch (isPost ? tries.incrementAndGet() : 0) {
                case 1 -> route.abort();
                case 2 -> fulfill(route, 503, "{}", Map.of("Retry-After", "60"));
                default -> route.fallback();
            }
        });
        openForm();
        fillIn();
        button("Get started").click();
        seen(page.getByText("We try again in 2 seconds."));
        assertThat(field("Work email")).hasValue(email);
        assertThat(field("What do you want to achieve?")).hasValue("Reporting");

        seen(page.getByText("We try again in 60 seconds."));
        assertThat(field("Work email")).hasValue(email);
        button("Try again").click();
        page.waitForCondition(() -> tries.get() == 3);
        Routing.answer(email, Motion.SELF_SERVE);
        seen(link("Book a meeting"));
        assertEquals(3, submissions.size());
        for (int again = 1; again < 3; again++) {
            assertEquals(key(0), key(again));
            assertEquals(sent(0), sent(again));
        }
    }

    @Test
    void changedAnswersAreAnotherSubmission() {
        AtomicInteger tries = new AtomicInteger();
        page.route(service() + "/api/v1/signups", route -> {
            if (route.request().method().equals("POST") && tries.incrementAndGet() == 1) {
                fulfill(route, 503, "{}", Map.of("Retry-After", "60"));
            } else {
                route.fallback();
            }
        });
        openForm();
        fillIn();
        button("Get started").click();
        seen(page.getByText("We try again in 60 seconds."));
        field("Your role").fill("Founder");
        assertThat(page.getByText("We try again in 60 seconds.")).isHidden();
        button("Get started").click();
        page.waitForCondition(() -> tries.get() == 2);
        Routing.answer(email, Motion.SELF_SERVE);
        seen(link("Book a meeting"));
        assertNotEquals(key(0), key(1));
        assertEquals("Founder", sent(1).get("role").asText());
    }

    @Test
    void asksTheLeastWhereNobodyTellsWhatToAsk() {
        page.route(service() + "/api/v1/forms/*", Route::abort);
        open("/");
        seen(button("Get started"));
        fillIn();
        button("Get started").click();
        Routing.answer(email, Motion.SELF_SERVE);
        seen(link("Book a meeting"));
        assertEquals("11-50", sent(0).get("companySize").asText());
    }

    @Test
    void saysThatAFormIsClosed() {
        site.show("<tandem-form source='%s' key='x'></tandem-form>".formatted(UUID.randomUUID()));
        open("/");
        seen(page.getByText("This form is closed."));
        assertThat(button("Get started")).hasCount(0);
    }

    @Test
    void tellsTheOwnerOfTheSiteThatItsKeyIsWrong() {
        site.show("<tandem-form source='%s' key='tk_wrong'></tandem-form>".formatted(source.id()));
        openForm();
        fillIn();
        button("Get started").click();
        seen(page.getByText("This form is not set up correctly"));
        assertThat(field("Work email")).hasValue(email);
        assertTrue(submissions.size() == 1, "what is wrong for good is not sent again");
    }

    /** As a dialog does that is closed and opened again: two calls, so that the element notices that it is out. */
    private void takeOutAndPutBack() {
        page.evaluate("() => { window.form = document.querySelector('tandem-form'); form.remove() }");
        page.evaluate("() => document.querySelector('main').append(form)");
    }

    private void submitWithoutDecision() {
        fillIn();
        button("Get started").click();
        seen(page.getByText("We are finding out how we can help you best"));
    }

    private void seen(Locator what) {
        assertThat(what).isVisible(new IsVisibleOptions().setTimeout(20_000));
    }

    private String key(int at) {
        return submissions.get(at).headers().get("idempotency-key");
    }
}
