package io.tandem.kit.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class DeadLettersResourceTest {
    private static final String PATH = "/api/v1/dead-letters/delivery-test";

    @Inject
    Notes notes;

    @Test
    void replaysARecordOnceItsCauseIsGone() {
        NoteTaken note = NoteTaken.of("broken " + UUID.randomUUID());
        notes.whenStoring(note.text(), stored -> {
            throw new IllegalArgumentException("not yet");
        });
        UUID eventId = TestTopics.send(Topics.SIGNUPS, note);
        await().until(() -> !lettersOf(note).isEmpty());
        Map<String, Object> letter = lettersOf(note).get(0);
        assertThat(letter).containsEntry("eventId", eventId.toString()).doesNotContainKeys("payload", "headers");

        String id = letter.get("id").toString();
        admin().get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("payload", org.hamcrest.Matchers.containsString(note.text()))
                .body("cause", org.hamcrest.Matchers.containsString("not yet"))
                .body("headers.ce_type", org.hamcrest.Matchers.is("NoteTaken"));

        admin().post(PATH + "/" + id + "/replay").then().statusCode(202);
        await().until(() -> !lettersOf(note).isEmpty());
        assertThat(lettersOf(note).get(0).get("id").toString()).isNotEqualTo(id);

        notes.heal(note.text());
        admin().post(PATH + "/" + lettersOf(note).get(0).get("id") + "/replay")
                .then()
                .statusCode(202);
        await().until(() -> notes.textsOf(note.accountId()).equals(List.of(note.text())));
        assertThat(lettersOf(note)).isEmpty();
    }

    @Test
    void throwsARecordAway() {
        UUID account = UUID.randomUUID();
        NoteTaken note = new NoteTaken(account, "unreadable", 0);
        TestTopics.sendRaw(Topics.SIGNUPS, account.toString(), UUID.randomUUID(), "NoteTaken", "{".getBytes());
        await().until(() -> !lettersOf(note).isEmpty());
        Object id = lettersOf(note).get(0).get("id");

        admin().delete(PATH + "/" + id).then().statusCode(204);
        admin().delete(PATH + "/" + id).then().statusCode(404);
        admin().get(PATH + "/" + id).then().statusCode(404);
        admin().post(PATH + "/" + id + "/replay").then().statusCode(404);
        assertThat(lettersOf(note)).isEmpty();
    }

    @Test
    void keepsARecordThatIsTooLargeToBePublishedAgain() {
        UUID account = UUID.randomUUID();
        NoteTaken note = new NoteTaken(account, "large", 0);
        TestTopics.sendRaw(
                Topics.SIGNUPS,
                account.toString(),
                UUID.randomUUID(),
                "NoteTaken",
                "{".repeat(950_000).getBytes());
        await().until(() -> !lettersOf(note).isEmpty());
        Object id = lettersOf(note).get(0).get("id");

        admin().post(PATH + "/" + id + "/replay").then().statusCode(409);
        assertThat(lettersOf(note)).hasSize(1);
        admin().delete(PATH + "/" + id).then().statusCode(204);
    }

    @Test
    void listsInPages() {
        UUID account = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            TestTopics.sendRaw(Topics.SIGNUPS, account.toString(), UUID.randomUUID(), "NoteTaken", "{".getBytes());
        }
        await().until(() -> lettersOf(new NoteTaken(account, "", 0)).size() == 3);
        var first = admin().queryParam("limit", 2)
                .get(PATH)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        var second = admin().queryParam("limit", 2)
                .queryParam("cursor", first.getString("nextCursor"))
                .get(PATH)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<Integer> newest = first.getList("items.id", Integer.class);
        assertThat(newest).hasSize(2).isSortedAccordingTo((a, b) -> b - a);
        assertThat(second.getList("items.id", Integer.class)).isNotEmpty().allMatch(id -> id < newest.get(1));
        admin().queryParam("topic", "none").get(PATH).then().body("items.size()", org.hamcrest.Matchers.is(0));
    }

    @Test
    void isForAdminsOfThisServiceOnly() {
        given().get(PATH).then().statusCode(401);
        given().auth().oauth2(Tokens.of(Roles.AE)).get(PATH).then().statusCode(403);
        given().auth()
                .oauth2(Tokens.of(Roles.ANALYST))
                .post(PATH + "/1/replay")
                .then()
                .statusCode(403);
        admin().get("/api/v1/dead-letters/other-service").then().statusCode(404);
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(Tokens.of(Roles.ADMIN));
    }

    private static List<Map<String, Object>> lettersOf(NoteTaken note) {
        List<Map<String, Object>> all = admin().queryParam("limit", 200)
                .get(PATH)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
        return all.stream()
                .filter(letter -> note.key().equals(letter.get("key")))
                .toList();
    }
}
