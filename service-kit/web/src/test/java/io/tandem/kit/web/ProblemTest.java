package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    void needsNoTypeWhenTheStatusSaysItAll() {
        assertEquals(
                Map.of("type", "about:blank", "title", "Not Found", "status", 404, "detail", "No such sample."),
                Problem.notFound("No such sample.").body());
        assertEquals("about:blank", Problem.unprocessable("x").body().get("type"));
        assertEquals("about:blank", Problem.tooLarge("x").body().get("type"));
    }

    @Test
    void isTypedByItsTitleElse() {
        var problem = Problem.of(409, "E-mail taken, again!", "x").with("email", "a@b.c");
        assertEquals("urn:tandem:problem:e-mail-taken-again", problem.body().get("type"));
        assertEquals("a@b.c", problem.body().get("email"));
    }

    @Test
    void saysWhenToTryAgain() {
        assertEquals("3", Problem.tooManyRequests("x", 3).headers().get("Retry-After"));
        assertEquals("Bearer", Problem.unauthorized("x").headers().get("WWW-Authenticate"));
    }
}
