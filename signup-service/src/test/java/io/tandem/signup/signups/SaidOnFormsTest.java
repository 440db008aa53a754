package io.tandem.signup.signups;

import static io.restassured.RestAssured.given;
import static io.tandem.signup.TestSource.admin;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What of a form counts, and that nothing is lost that was said. */
@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class SaidOnFormsTest {
    @Test
    void consentIsGivenAndWithdrawnByTheSameAnswersSentAgain() {
        TestSource source = TestSource.create().publish(form -> form.put("consents", List.of(consent("news", "1"))));
        Map<String, Object> form = TestSource.form();
        List<String> ids = new ArrayList<>();
        for (boolean granted : new boolean[] {true, false, false, true, true}) {
            form.put("consents", List.of(said("news", "1", granted)));
            ids.add(accepted(source, form));
        }
        assertEquals(1, ids.stream().distinct().count());
        consentsOf(form)
                .body("items.granted", contains(true, false, true))
                .body("items.current", contains(true, false, false));
    }

    @Test
    void whatIsSaidManyTimesAtOnceIsRecordedOnce() throws InterruptedException, ExecutionException {
        TestSource source = TestSource.create().publish(form -> form.put("consents", List.of(consent("news", "1"))));
        Map<String, Object> form = TestSource.form();
        form.put("consents", List.of(said("news", "1", true)));
        accepted(source, form);
        form.put("consents", List.of(said("news", "1", false)));
        ExecutorService clients = Executors.newFixedThreadPool(20);
        List<Future<String>> ids = clients.invokeAll(Collections.nCopies(20, () -> accepted(source, form)));
        for (Future<String> id : ids) {
            id.get();
        }
        clients.shutdown();
        consentsOf(form).body("items.granted", contains(false, true));
    }

    @Test
    void agreementToANewVersionCountsThoughTheAnswersAreTheSame() {
        TestSource source = TestSource.create();
        Map<String, Object> form = TestSource.form();
        for (String version : List.of("1", "2")) {
            source.publish(definition -> definition.put("consents", List.of(consent("terms", version))));
            form.put("consents", List.of(said("terms", version, true)));
            accepted(source, form);
        }
        consentsOf(form).body("items.version", contains("2", "1"));
    }

    @Test
    void whatWasSaidLastCountsWithTheConfirmation() {
        TestSource source = TestSource.create().publish(form -> {
            form.put("doubleOptIn", true);
            form.put("consents", List.of(consent("news", "1"), consent("terms", "1")));
        });
        Map<String, Object> form = TestSource.form();
        form.put("consents", List.of(said("news", "1", true), said("terms", "1", true)));
        String id = accepted(source, form);
        form.put("consents", List.of(said("news", "1", false)));
        assertEquals(id, accepted(source, form));
        consentsOf(form).body("items", empty());

        confirm(id);
        consentsOf(form)
                .body("items.find { it.purpose == 'news' }.granted", equalTo(false))
                .body("items.find { it.purpose == 'terms' }.granted", equalTo(true));
    }

    private static void confirm(String id) {
        String link = admin().get("/api/v1/signups/" + id + "/confirmation").path("link");
        given().contentType(ContentType.JSON)
                .body(Map.of("token", link.substring(link.indexOf('#') + 1)))
                .post("/api/v1/signup-confirmations")
                .then()
                .statusCode(200);
    }

    @Test
    void nobodySaysAnythingForWhoeverHasConfirmed() {
        TestSource source = TestSource.create().publish(form -> {
            form.put("doubleOptIn", true);
            form.put("consents", List.of(consent("news", "1")));
        });
        Map<String, Object> form = TestSource.form();
        String id = accepted(source, form);
        confirm(id);
        form.put("consents", List.of(said("news", "1", true)));
        assertEquals(id, accepted(source, form));
        consentsOf(form).body("items", empty());
    }

    @Test
    void howThePersonHeardOfUsIsKeptWhenItIsSaidASecondLater() {
        TestSource source = TestSource.create();
        Map<String, Object> form = TestSource.form();
        String first = accepted(source, form);
        form.put("selfReported", "A podcast");
        String second = accepted(source, form);
        assertNotEquals(first, second);
        assertEquals(second, accepted(source, form));
        admin().get("/api/v1/attributions/" + second).then().body("selfReported", equalTo("A podcast"));
    }

    @Test
    void onlyConsentsThatTheFormAsksForAreRecordedInTheVersionThatItShows() {
        Map<String, Object> form = TestSource.form();
        form.put(
                "consents",
                List.of(said("sms-marketing", "9", true), said("news", "1", true), said("terms", "1", true)));
        accepted(TestSource.create(), form);
        consentsOf(form).body("items", empty());
        TestSource source = TestSource.create()
                .publish(
                        definition -> definition.put("consents", List.of(consent("news", "2"), consent("terms", "1"))));
        accepted(source, form);
        consentsOf(form).body("items.purpose", contains("terms"));
    }

    @Test
    void refusesTwoAnswersToOneConsentAndThoseThatAreNotWhole() {
        TestSource source = TestSource.create().publish(form -> form.put("consents", List.of(consent("terms", "2"))));
        Map<String, Object> form = TestSource.form();
        form.put("consents", List.of(said("terms", "2", true), said("terms", "2", false)));
        source.submit(form)
                .then()
                .statusCode(400)
                .body("errors.field", contains("consents.terms"))
                .body("errors.detail", contains("must be answered once"));
        List<Object> broken = new ArrayList<>();
        broken.add(null);
        broken.add(Map.of("purpose", "terms", "version", "2"));
        form.put("consents", broken);
        source.submit(form).then().statusCode(400).body("errors.field", hasItems("consents[0]", "consents[1].granted"));
    }

    @Test
    void whatTheFormDoesNotAskIsIgnored() {
        TestSource source = TestSource.create("NEWSLETTER")
                .publish(form -> form.put("fields", List.of(field("email", "email", true, "ALWAYS"))));
        Map<String, Object> form = TestSource.form();
        form.put("companySize", "5001+");
        form.put("talkToSales", true);
        form.put("custom", Map.of("tool", "csv"));
        accepted(source, form);
        SignupAnswers told = TestTopics.await(Topics.SIGNUPS, SignupQualified.class, event -> event.answers()
                        .email()
                        .equals(form.get("email")))
                .answers();
        assertNull(told.name());
        assertNull(told.company());
        assertNull(told.companySize());
        assertNull(told.role());
        assertNull(told.useCase());
        assertNull(told.country());
        assertEquals(Map.of(), told.custom());
        assertEquals(false, told.talkToSales());
        assertTrue(told.doNotLeadWithSales());
    }

    static Map<String, Object> field(String name, String type, boolean required, String askWhen) {
        return Map.of("name", name, "label", name, "type", type, "required", required, "askWhen", askWhen);
    }

    private static Map<String, Object> consent(String purpose, String version) {
        return Map.of("purpose", purpose, "version", version, "text", "I agree");
    }

    private static Map<String, Object> said(String purpose, String version, boolean granted) {
        return Map.of("purpose", purpose, "version", version, "granted", granted);
    }

    private static String accepted(TestSource source, Map<String, Object> form) {
        return source.submit(form).then().statusCode(202).extract().path("id");
    }

    private static ValidatableResponse consentsOf(Map<String, Object> form) {
        return admin().queryParam("email", form.get("email"))
                .get("/api/v1/consents")
                .then()
                .statusCode(200);
    }
}
