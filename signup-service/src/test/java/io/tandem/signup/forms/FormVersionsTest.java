package io.tandem.signup.forms;

import static io.restassured.RestAssured.given;
import static io.tandem.signup.TestSource.admin;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.Tokens;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class FormVersionsTest {
    private TestSource source;

    @BeforeEach
    void createSource() {
        source = TestSource.create();
    }

    @Test
    void publishedFormAsksItsOwnQuestionsAndHoldsAnswersAgainstThem() {
        source.publish(form -> form.put("fields", List.of(email(), ownChoice())));
        form().body("version", equalTo(1)).body("fields.name", contains("email", "custom.tool"));

        Map<String, Object> answers = new LinkedHashMap<>(Map.of("email", "maya"));
        answers.put("custom", Map.of("tool", "abacus"));
        source.submit(answers).then().statusCode(400).body("errors.field", contains("custom.tool", "email"));
        answers.putAll(Map.of("email", TestSource.form().get("email"), "custom", Map.of("tool", "csv")));
        source.submit(answers).then().statusCode(202);
    }

    @Test
    void whoIsStillFillingInTheVersionBeforeMaySendIt() {
        Map<String, Object> answers = new LinkedHashMap<>();
        answers.put("email", TestSource.form().get("email"));
        source.publish(form -> form.put("fields", List.of(email())));
        source.publish(form -> form.put("fields", List.of(email(), ownChoice())));
        source.submit(answers).then().statusCode(400).body("errors.field", contains("custom.tool"));
        answers.put("formVersion", 1);
        source.submit(answers).then().statusCode(202);
    }

    @Test
    void rollingBackPublishesACopy() {
        source.publish(form -> form.put("title", "First")).publish(form -> form.put("title", "Second"));
        admin().body(Map.of("why", "it was better"))
                .post(source.versions() + "/1/rollback")
                .then()
                .statusCode(201)
                .body("version", equalTo(3))
                .body("publishedWhy", equalTo("it was better"));
        form().body("title", equalTo("First")).body("version", equalTo(3));
        admin().body(Map.of("why", "again"))
                .post(source.versions() + "/3/rollback")
                .then()
                .statusCode(409);
    }

    @Test
    void changesOnlyADraftAndOnlyTheOneThatWasSeen() {
        Response drafted = source.draft(shipped());
        String path = source.versions() + "/1";
        Map<String, Object> body = Map.of("definition", shipped());
        admin().body(body).put(path).then().statusCode(428);
        admin().header("If-Match", drafted.header("ETag"))
                .body(body)
                .put(path)
                .then()
                .statusCode(200);
        admin().header("If-Match", drafted.header("ETag"))
                .body(body)
                .put(path)
                .then()
                .statusCode(412);
        admin().body(Map.of("why", "go")).post(path + "/publication").then().statusCode(200);
        admin().header("If-Match", "x").body(body).put(path).then().statusCode(409);
    }

    @Test
    void namesTheFaultsOfADefinitionWithTheirPlaces() {
        Map<String, Object> definition = shipped();
        Map<String, Object> choice = ownChoice();
        choice.put("options", List.of());
        Map<String, Object> unknown = email();
        unknown.put("name", "shoeSize");
        definition.put("fields", List.of(choice, unknown, choice));
        definition.put("consents", List.of(Map.of("purpose", "terms", "version", "1", "text", "x", "url", "ftp://x")));
        source.draft(definition)
                .then()
                .statusCode(400)
                .body(
                        "errors.field",
                        hasItems(
                                "definition.fields[0].options",
                                "definition.fields[1].name",
                                "definition.fields[2].name",
                                "definition.fields",
                                "definition.consents[0].url"));
    }

    @Test
    void asksForTheRequiredConsentInTheVersionThatIsShown() {
        source.publish(form -> form.put(
                "consents", List.of(Map.of("purpose", "terms", "version", "2", "text", "I agree", "required", true))));
        Map<String, Object> form = TestSource.form();
        form.put("consents", List.of(Map.of("purpose", "terms", "version", "1", "granted", true)));
        source.submit(form).then().statusCode(400).body("errors.field", contains("consents.terms"));
        form.put("consents", List.of(Map.of("purpose", "terms", "version", "2", "granted", true)));
        source.submit(form).then().statusCode(202);
    }

    @Test
    void isServedAgainOnlyWhenItChanged() {
        String etag = given().get("/api/v1/forms/" + source.id()).header("ETag");
        given().header("If-None-Match", etag)
                .get("/api/v1/forms/" + source.id())
                .then()
                .statusCode(304);
        source.publish(form -> form.put("title", "New"));
        given().header("If-None-Match", etag)
                .get("/api/v1/forms/" + source.id())
                .then()
                .statusCode(200)
                .body("title", equalTo("New"));
    }

    @Test
    void isForAdminsOnly() {
        given().auth()
                .oauth2(Tokens.of("analyst"))
                .get(source.versions())
                .then()
                .statusCode(403);
        given().get(source.versions()).then().statusCode(401);
    }

    private ValidatableResponse form() {
        return given().get("/api/v1/forms/" + source.id()).then().statusCode(200);
    }

    private Map<String, Object> shipped() {
        return admin().get(source.versions() + "/0").path("definition");
    }

    private static Map<String, Object> email() {
        return new LinkedHashMap<>(Map.of("name", "email", "label", "Email", "type", "email", "required", true));
    }

    private static Map<String, Object> ownChoice() {
        Map<String, Object> field = new LinkedHashMap<>(
                Map.of("name", "custom.tool", "label", "Your tool", "type", "choice", "required", true));
        field.put("options", new ArrayList<>(List.of(Map.of("value", "csv", "label", "Files"))));
        return field;
    }
}
