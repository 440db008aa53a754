package io.tandem.signup.enrichment;

import static io.restassured.RestAssured.given;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tandem.kit.testing.Tokens;

/** Sends tables as people of a role do. */
final class Upload {
    static final String UPLOADS = "/api/v1/enrichment/uploads";
    static final String COMPANIES = "/api/v1/enrichment/companies";

    private Upload() {}

    static Response table(String... lines) {
        return as("admin").body(String.join("\n", lines)).post(UPLOADS);
    }

    static RequestSpecification as(String role) {
        return csv().auth().oauth2(Tokens.of(role));
    }

    static RequestSpecification csv() {
        EncoderConfig asText = EncoderConfig.encoderConfig()
                .defaultContentCharset("UTF-8")
                .encodeContentTypeAs("text/csv", ContentType.TEXT);
        return given().config(RestAssuredConfig.config().encoderConfig(asText)).contentType("text/csv");
    }
}
