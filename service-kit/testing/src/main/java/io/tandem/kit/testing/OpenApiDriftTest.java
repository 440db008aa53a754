package io.tandem.kit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The committed {@code openapi.yaml} of a service is what the service says of itself. Subclass it as a
 * {@code @QuarkusTest}; run with {@code -Dopenapi.update=true} to rewrite the file.
 */
public abstract class OpenApiDriftTest {
    private static final Path COMMITTED = Path.of("openapi.yaml");

    @Test
    void committedOpenApiIsWhatTheServiceSays() throws IOException {
        var generated = RestAssured.given()
                .queryParam("format", "yaml")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (Boolean.getBoolean("openapi.update")) {
            Files.writeString(COMMITTED, generated);
        }
        var committed = Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";
        assertEquals(committed, generated, "openapi.yaml is stale: run the tests with -Dopenapi.update=true");
    }
}
