package io.tandem.crm.account;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.MAYA;
import static io.tandem.crm.Story.minute;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountActivated;
import io.tandem.contracts.Event;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class ScoresConsumerTest {
    @Inject
    AuditedChanges audited;

    private Story story;

    @BeforeEach
    void peopleServeTheAccount() {
        story = servedBy(MAYA);
    }

    @Test
    void showsNameDomainScoreAndGradeOfTheLatestScore() {
        send(story.scored(5, "B3", 41));
        awaitOnTimeline(story.account, send(story.scored(6, "A2", 72.25)));

        var seen = relationship(story.account);
        assertEquals("Harbourline Logistics", seen.getString("name"));
        assertEquals(story.domain, seen.getString("domain"));
        assertEquals(72.25f, seen.getFloat("score.total"));
        assertEquals("A2", seen.getString("score.grade"));
        assertEquals(minute(6).toString(), seen.getString("updatedAt"));
        assertEquals(minute(1).toString(), seen.getString("createdAt"));
    }

    @Test
    void scoreOlderThanTheOneHeldIsNoNews() {
        send(story.scored(9, "A2", 72));
        send(story.scored(5, "B3", 41));
        awaitOnTimeline(story.account, send(story.signal(10, "marker")));

        assertEquals("A2", relationship(story.account).getString("score.grade"));
        assertEquals(List.of("Scored A2, 72 of 100 points"), texts("SCORE"));
    }

    @Test
    void tellsOnlyOfTheFirstScoreAndOfChangedGrades() {
        send(story.scored(5, "C3", 30));
        send(story.scored(6, "C3", 33));
        send(story.scored(7, "B3", 41));
        send(story.scored(8, "B3", 42));
        awaitOnTimeline(story.account, send(story.signal(10, "marker")));

        assertEquals(
                List.of("Grade went from C3 to B3, 41 of 100 points", "Scored C3, 30 of 100 points"), texts("SCORE"));
        assertEquals(42f, relationship(story.account).getFloat("score.total"));
    }

    @Test
    void stakeholdersComeFromSignupsAndFromUsage() {
        String ana = "ana@" + story.domain;
        String ben = "ben@" + story.domain;
        awaitOnTimeline(
                story.account,
                send(story.scored(
                        5,
                        "B3",
                        41,
                        story.signupOf(ana, "Ana Ribeiro", "Head of Operations"),
                        story.person(ben, "Ben Okafor", null),
                        story.person(ana, "Ana", null),
                        story.person(null, "somebody without an email", null))));

        var seen = relationship(story.account);
        assertEquals(List.of("SIGNUP", "USAGE"), seen.getList("stakeholders.source"));
        assertEquals(List.of(ana, ben), seen.getList("stakeholders.email"));
        assertEquals(List.of("Ana Ribeiro", "Ben Okafor"), seen.getList("stakeholders.name"));
        assertEquals("Head of Operations", seen.getString("stakeholders[0].role"));
        assertEquals(PersonId.ofEmail(ana).toString(), seen.getString("stakeholders[0].personId"));
        assertNull(seen.getString("stakeholders[1].role"));
    }

    @Test
    void peopleAreKeptAndTheNewestScoreSaysWhoTheyAre() {
        String ana = "ana@" + story.domain;
        send(story.scored(5, "B3", 41, story.signupOf(ana, "Ana", "Analyst")));
        send(story.scored(9, "B3", 42, story.person(ana, "Ana Ribeiro", "Head of Operations")));
        send(story.scored(7, "B3", 43, story.person(ana, "Ana R.", "Analyst")));
        awaitOnTimeline(story.account, send(story.scored(11, "A3", 60)));

        var seen = relationship(story.account);
        assertEquals(List.of("Ana Ribeiro"), seen.getList("stakeholders.name"));
        assertEquals(List.of("Head of Operations"), seen.getList("stakeholders.role"));
        assertEquals(List.of("SIGNUP"), seen.getList("stakeholders.source"));
    }

    @Test
    void tellsOfSignalsAndActivation() {
        send(story.signal(5, "3 people use the product"));
        awaitOnTimeline(story.account, send(new AccountActivated(story.account, "Report Shared", minute(6))));

        assertEquals(List.of("3 people use the product"), texts("SIGNAL"));
        assertEquals(List.of("Activated: first \"Report Shared\""), texts("ACTIVATION"));
    }

    @Test
    void ignoresRedeliveredEvent() {
        for (Event event : List.of(
                story.scored(5, "B3", 41),
                story.signal(6, "3 people use the product"),
                new AccountActivated(story.account, "Report Shared", minute(7)))) {
            UUID id = send(event);
            TestTopics.send(Topics.SCORES, id, event);
            awaitOnTimeline(story.account, send(story.signal(10, "marker after " + id)));
            TestTopics.send(Topics.SCORES, id, event);
            awaitOnTimeline(story.account, send(story.signal(11, "another marker after " + id)));

            assertEquals(
                    1,
                    Collections.frequency(relationship(story.account).getList("timeline.id"), id.toString()),
                    event.toString());
        }
    }

    @Test
    void redeliveredScoreDoesNotBringBackAnOldGrade() {
        UUID first = send(story.scored(5, "B3", 41));
        send(story.scored(6, "A3", 60));
        TestTopics.send(Topics.SCORES, first, story.scored(5, "B3", 41));
        awaitOnTimeline(story.account, send(story.signal(10, "marker")));

        assertEquals("A3", relationship(story.account).getString("score.grade"));
        assertEquals(2, texts("SCORE").size());
    }

    @Test
    void badScoreDoesNotHoldUpTheGoodOnes() {
        List<String> bad = List.of(
                "{\"broken\"",
                "{}",
                // The newest, so that it is not passed over for the good one when both come in one batch.
                new String(TestTopics.json(story.scored(6, "A1", 90)), UTF_8)
                        .replace("Harbourline Logistics", "a name that \\u0000 no database takes"));
        List<UUID> dead = bad.stream().map(this::sendScore).toList();
        TestTopics.sendRaw(
                Topics.SCORES, story.account.toString(), UUID.randomUUID(), "SomethingUnheardOf", "{}".getBytes(UTF_8));
        awaitOnTimeline(story.account, send(story.scored(5, "B3", 41)));

        assertEquals("B3", relationship(story.account).getString("score.grade"));
        assertEquals(List.of("Scored B3, 41 of 100 points"), texts("SCORE"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertTrue(deadLetters().containsAll(dead), dead.toString()));
    }

    @Test
    void auditTellsWhoThrewADeadLetterAway() {
        UUID dead = sendScore("{}");
        await().atMost(Duration.ofSeconds(60)).until(() -> deadLetters().contains(dead));
        int id = admin().queryParam("limit", 200)
                .get("/api/v1/dead-letters/crm-sync-service")
                .path("items.find { it.eventId == '" + dead + "' }.id");

        admin().delete("/api/v1/dead-letters/crm-sync-service/" + id).then().statusCode(204);

        assertEquals(List.of("admin dead-letter.discarded"), audited.of(dead));
    }

    private UUID sendScore(String json) {
        UUID id = UUID.randomUUID();
        TestTopics.sendRaw(Topics.SCORES, story.account.toString(), id, "AccountScored", json.getBytes(UTF_8));
        return id;
    }

    private static List<UUID> deadLetters() {
        return admin().queryParam("limit", 200)
                .get("/api/v1/dead-letters/crm-sync-service")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.eventId", UUID.class);
    }

    private List<String> texts(String kind) {
        return relationship(story.account).getList("timeline.findAll { it.kind == '" + kind + "' }.text");
    }

    private static UUID send(Event event) {
        return TestTopics.send(Topics.SCORES, event);
    }
}
