package io.tandem.kit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    @Test
    void whatIsCreatedHasASchema() {
        Map<String, Map<String, Map<String, Object>>> paths = RestAssured.given()
                .queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        List<String> silent = paths.entrySet().stream()
                .filter(path -> path.getValue().get("post") != null)
                .filter(path -> ((Map<?, ?>) path.getValue().get("post").get("responses")).get("201")
                                instanceof Map<?, ?> created
                        && !(created.get("content") instanceof Map<?, ?> content && !content.isEmpty()))
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(List.of(), silent, "operations that create something and do not say what they answer");
    }
}
