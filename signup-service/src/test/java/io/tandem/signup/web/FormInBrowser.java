package io.tandem.signup.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.restassured.RestAssured;
import io.tandem.signup.TestSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A visitor with a browser, on another site that embeds the form. */
abstract class FormInBrowser {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static Chromium chromium;

    final List<Request> submissions = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    OtherSite site;
    TestSource source;
    Page page;
    String email;

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() {
        chromium.close();
    }

    @BeforeEach
    void visit() {
        source = TestSource.create().publish(form -> form.put("minFillMillis", 0));
        email = "maya@" + UUID.randomUUID() + ".com";
        site = OtherSite.start(service());
        site.show(element());
        newVisitor(1280);
    }

    @AfterEach
    void leave() {
        context.close();
        site.close();
        Assertions.assertEquals(List.of(), complaints, "refused by the site's policy, or thrown by the script");
    }

    /** A browser that was never here. */
    void newVisitor(int width) {
        if (context != null) {
            context.close();
        }
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setDeviceScaleFactor(1));
        context.setDefaultTimeout(15_000);
        page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (request.method().equals("POST")) {
                submissions.add(request);
            }
        });
    }

    static String service() {
        return "http://127.0.0.1:" + RestAssured.port;
    }

    String element() {
        return "<tandem-form source='%s' key='%s'></tandem-form>".formatted(source.id(), source.writeKey());
    }

    void open(String path) {
        page.navigate(site.address() + path);
    }

    /** The form, drawn. */
    void openForm() {
        open("/");
        assertThat(button("Get started")).isVisible();
    }

    void fillIn() {
        field("Work email").fill(email);
        page.getByRole(
                        AriaRole.RADIO,
                        new Page.GetByRoleOptions().setName("11-50").setExact(true))
                .check();
        field("Your role").fill("Head of Growth");
        field("What do you want to achieve?").fill("Reporting");
    }

    Locator field(String label) {
        return page.getByLabel(label);
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    /** What keeps people from using the page, by axe. */
    List<String> violations() {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(Rule::toString)
                        .toList();
    }

    JsonNode sent(int at) {
        try {
            return JSON.readTree(submissions.get(at).postData());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers in place of the service, as the gateway would let another site read it. */
    void stub(String path, int status, String body, Map<String, String> headers) {
        page.route(service() + path, route -> {
            if (route.request().method().equals("OPTIONS")) {
                route.fallback();
            } else {
                fulfill(route, status, body, headers);
            }
        });
    }

    static void fulfill(Route route, int status, String body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Access-Control-Allow-Origin", "*");
        all.put("Access-Control-Expose-Headers", "Retry-After, Location");
        all.put("Content-Type", "application/json");
        route.fulfill(new Route.FulfillOptions().setStatus(status).setBody(body).setHeaders(all));
    }
}
