package io.tandem.signup.forms;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.Tokens;
import io.tandem.signup.TestSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class FormsResourceTest {
    @Test
    void describesTheFormToAnybody() {
        UUID source = TestSource.create().id();
        given().get("/api/v1/forms/" + source)
                .then()
                .statusCode(200)
                .body("sourceId", equalTo(source.toString()))
                .body("submitTo", equalTo("/api/v1/signups"))
                .body(
                        "fields.find { it.name == 'companySize' }.options.value",
                        contains("1-10", "11-50", "51-200", "201-1000", "1001-5000", "5001+"));
    }

    @Test
    void requiresExactlyWhatASignupRequires() {
        TestSource source = TestSource.create();
        List<String> required = given().get("/api/v1/forms/" + source.id()).path("fields.findAll { it.required }.name");
        source.submit(Map.of())
                .then()
                .statusCode(400)
                .body("errors.field", org.hamcrest.Matchers.containsInAnyOrder(required.toArray()));
    }

    @Test
    void hidesTheFormOfASourceThatIsOff() {
        UUID source = TestSource.create().id();
        given().auth()
                .oauth2(Tokens.of("admin"))
                .contentType(ContentType.JSON)
                .body(Map.of("enabled", false))
                .patch("/api/v1/sources/" + source)
                .then()
                .statusCode(200);
        given().get("/api/v1/forms/" + source).then().statusCode(404).contentType("application/problem+json");
        given().get("/api/v1/forms/" + UUID.randomUUID()).then().statusCode(404);
        given().get("/api/v1/forms/no-uuid").then().statusCode(404);
    }
}
