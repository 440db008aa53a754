package io.tandem.signup.imports;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tandem.kit.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/** Sends files as an admin does, and looks after them. */
final class Importing {
    static final String IMPORTS = "/api/v1/imports";
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private Importing() {}

    static RequestSpecification as(String role) {
        EncoderConfig asText = EncoderConfig.encoderConfig()
                .defaultContentCharset("UTF-8")
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .encodeContentTypeAs("text/csv", ContentType.TEXT);
        return given().config(RestAssuredConfig.config().encoderConfig(asText))
                .auth()
                .oauth2(Tokens.of(role));
    }

    static RequestSpecification csv(String... lines) {
        return as("admin").contentType("text/csv").body(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    static RequestSpecification json(String body) {
        return as("admin").contentType("application/json").body(body.getBytes(StandardCharsets.UTF_8));
    }

    static Response signups(RequestSpecification file, UUID source) {
        return file.queryParam("source", source).post(IMPORTS + "/signups");
    }

    static Response accounts(RequestSpecification file) {
        return file.post(IMPORTS + "/accounts");
    }

    static String idOf(Response accepted) {
        return accepted.then().statusCode(202).extract().path("id");
    }

    /** Waits for its end. */
    static JsonPath ended(Response accepted) {
        return reached(idOf(accepted), "COMPLETED");
    }

    static JsonPath reached(String id, String status) {
        await().atMost(PATIENCE).until(() -> status.equals(one(id).getString("status")));
        return one(id);
    }

    static JsonPath one(String id) {
        return as("admin")
                .get(IMPORTS + "/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static JsonPath rows(String id) {
        return as("admin")
                .queryParam("limit", 200)
                .get(IMPORTS + "/" + id + "/rows")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Whoever stores a signup of this name fails until the steps are done. */
    static void whileRefusing(DataSource database, String name, Steps steps) throws Exception {
        String trigger = "refuse_" + UUID.randomUUID().toString().replace("-", "");
        execute(database, """
                CREATE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'refused by a test'; END $$;
                CREATE TRIGGER %1$s BEFORE INSERT ON signup FOR EACH ROW WHEN (NEW.name = '%2$s') EXECUTE FUNCTION %1$s()
                """.formatted(trigger, name));
        try {
            steps.run();
        } finally {
            execute(database, "DROP FUNCTION " + trigger + " CASCADE");
        }
    }

    interface Steps {
        void run() throws Exception;
    }

    static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
