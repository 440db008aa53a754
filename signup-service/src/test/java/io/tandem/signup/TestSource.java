package io.tandem.signup;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tandem.kit.testing.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A source as an admin creates it, and the forms sent with its key. */
@com.fasterxml.jackson.annotation.JsonIgnoreProperties(ignoreUnknown = true)
public record TestSource(UUID id, UUID keyId, String writeKey) {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    public static TestSource create() {
        return create("WEBSITE");
    }

    public static TestSource create(String kind) {
        return given().auth()
                .oauth2(Tokens.of("admin"))
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Website", "kind", kind))
                .post("/api/v1/sources")
                .then()
                .statusCode(201)
                .extract()
                .as(TestSource.class);
    }

    /** Publishes a form of its own: the shipped one with a change. */
    public TestSource publish(Consumer<Map<String, Object>> change) {
        Map<String, Object> definition =
                admin().get(versions() + "/0").then().statusCode(200).extract().path("definition");
        change.accept(definition);
        int version = draft(definition).then().statusCode(201).extract().path("version");
        admin().body(Map.of("why", "a test"))
                .post(versions() + "/" + version + "/publication")
                .then()
                .statusCode(200);
        return this;
    }

    public Response draft(Map<String, Object> definition) {
        return admin().body(Map.of("definition", definition)).post(versions());
    }

    public String versions() {
        return "/api/v1/sources/" + id + "/form-versions";
    }

    public static RequestSpecification admin() {
        return given().auth().oauth2(Tokens.of("admin")).contentType(ContentType.JSON);
    }

    public RequestSpecification sender() {
        return given().header("X-Forwarded-For", someAddress())
                .auth()
                .preemptive()
                .basic(writeKey, "")
                .contentType(ContentType.JSON);
    }

    /** Every visitor comes from elsewhere. */
    private static String someAddress() {
        int number = ADDRESSES.incrementAndGet();
        return "2001:db8:" + Integer.toHexString(number >> 16) + ":" + Integer.toHexString(number & 0xffff) + "::1";
    }

    public Response submit(Map<String, ?> form) {
        return sender().body(form).post("/api/v1/signups");
    }

    /** A complete form of somebody at a company that nobody else signs up from. */
    public static Map<String, Object> form() {
        return form("maya@" + UUID.randomUUID() + ".com");
    }

    public static Map<String, Object> form(String email) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("email", email);
        form.put("name", "Maya Lin");
        form.put("company", "Acme");
        form.put("companySize", "11-50");
        form.put("role", "Head of Growth");
        form.put("useCase", "Reporting");
        form.put("country", "de");
        form.put("talkToSales", false);
        form.put("utm", Map.of("source", "newsletter"));
        return form;
    }
}
