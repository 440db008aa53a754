package io.tandem.crm.account;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.body;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static io.tandem.crm.Story.minute;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountSeparated;
import io.tandem.contracts.Owner;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.SeenEvents;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class LinkedAccountsTest {
    private Story root;
    private Story member;
    private String ana;
    private String ben;

    @Inject
    SeenEvents seen;

    @BeforeEach
    void peopleServeBoth() {
        root = servedBy(MAYA);
        member = servedBy(JONAS);
        ana = "ana@" + root.domain;
        ben = "ben@" + member.domain;
    }

    @Test
    void recordOfTheRootShowsItsMembersAndASeparationRestoresBoth() {
        awaitOnTimeline(member.account, TestTopics.send(Topics.ROUTES, member.opened(4, JONAS)));
        met(root, 5, ana);
        met(member, 5, ben);
        int before = relationship(member.account).getList("timeline").size();

        merge(10);
        // Scoring tells of all people under the root now.
        UUID both = TestTopics.send(
                Topics.SCORES,
                root.scored(11, "A1", 90, root.person(ana, "Ana Ribeiro", null), root.person(ben, "Ben Okafor", null)));
        var whole = awaitOnTimeline(root.account, both);

        assertEquals(List.of(member.account.toString()), whole.getList("members"));
        assertEquals(List.of(ana, ben), whole.getList("stakeholders.email"));
        assertEquals(member.handoff.toString(), whole.getString("handoff.id"));
        assertEquals(MAYA.email(), whole.getString("owner.email"));
        assertEquals(before + 3, whole.getList("timeline").size());
        var part = relationship(member.account);
        assertEquals(root.account.toString(), part.getString("mergedInto"));
        assertEquals(JONAS.email(), part.getString("owner.email"));
        assertEquals(List.of(ben), part.getList("stakeholders.email"));

        separate(12);

        var alone = relationship(root.account);
        assertEquals(List.of(), alone.getList("members"));
        assertEquals(List.of(ana), alone.getList("stakeholders.email"));
        assertNull(alone.get("handoff"));
        assertEquals(3, alone.getList("timeline").size());
        assertNull(relationship(member.account).get("mergedInto"));
        assertEquals(before, relationship(member.account).getList("timeline").size());
    }

    @Test
    void ownerChosenByAHumanGoesFirstAndThenTheRootsOwn() {
        merge(10);
        assertEquals(MAYA.email(), relationship(root.account).getString("owner.email"));
        choose(member, JONAS);
        assertEquals(JONAS.email(), relationship(root.account).getString("owner.email"));
        choose(root, MAYA);
        assertEquals(MAYA.email(), relationship(root.account).getString("owner.email"));
        assertEquals(true, relationship(root.account).getBoolean("ownerSetByHuman"));
        assertEquals(JONAS.email(), relationship(member.account).getString("owner.email"));
    }

    @Test
    void accountWithoutPeopleOfItsOwnHasTheRelationshipOfItsMembers() {
        Story holding = new Story();
        seen.await(List.of(TestTopics.send(
                Topics.SCORES, new AccountMerged(member.account, holding.account, "holding", "rae", minute(10)))));

        assertEquals(JONAS.email(), relationship(holding.account).getString("owner.email"));
        assertEquals(0, relationship(holding.account).getInt("version"));
        as(Roles.AE, MAYA.email())
                .body(body(MAYA))
                .put(of(holding.account) + "/owner")
                .then()
                .statusCode(403);
        as(Roles.AE, JONAS.email())
                .body(body(MAYA))
                .put(of(holding.account) + "/owner")
                .then()
                .statusCode(200)
                .body("owner.email", equalTo(MAYA.email()))
                .body("ownerSetByHuman", equalTo(true));
        assertEquals(JONAS.email(), relationship(member.account).getString("owner.email"));
        admin().body(body(MAYA)).put(of(UUID.randomUUID()) + "/owner").then().statusCode(404);
    }

    @Test
    void whatSomebodySaidIsKeptWhereverTheyAreSeenLater() {
        met(member, 5, ben);
        merge(10);
        String said = of(root.account) + "/stakeholders/" + PersonId.ofEmail(ben);
        admin().body(Map.of("cadenceDays", 14))
                .put(said + "/preferences")
                .then()
                .statusCode(200);
        admin().body(Map.of("decisionRole", "CHAMPION")).put(said).then().statusCode(200);
        met(root, 11, ben);

        admin().get(said + "/preferences").then().body("cadenceDays", equalTo(14));
        admin().body(Map.of("cadenceDays", 30, "version", 0))
                .put(said + "/preferences")
                .then()
                .statusCode(200)
                .body("version", equalTo(1));
        admin().body(Map.of("decisionRole", "BLOCKER", "version", 0))
                .put(said)
                .then()
                .statusCode(200)
                .body("version", equalTo(1));
    }

    @Test
    void mergeOlderThanTheSeparationChangesNothing() {
        separate(12);
        merge(11);

        assertNull(relationship(member.account).get("mergedInto"));
    }

    @Test
    void ignoresRedeliveredEvent() {
        UUID eventId = UUID.randomUUID();
        TestTopics.send(Topics.SCORES, eventId, merged(10));
        separate(12);
        // Newer, so that only the event's id can tell that it was seen.
        TestTopics.send(Topics.SCORES, eventId, merged(20));
        awaitOnTimeline(member.account, TestTopics.send(Topics.SCORES, member.signal(21, "marker")));

        assertNull(relationship(member.account).get("mergedInto"));
    }

    private void met(Story story, int minute, String email) {
        awaitOnTimeline(
                story.account,
                TestTopics.send(Topics.SCORES, story.scored(minute, "B3", 41, story.person(email, "Somebody", null))));
    }

    private void choose(Story story, Owner owner) {
        admin().body(body(owner)).put(of(story.account) + "/owner").then().statusCode(200);
    }

    private AccountMerged merged(int minute) {
        return new AccountMerged(member.account, root.account, "sister brand", "rae", minute(minute));
    }

    private void merge(int minute) {
        seen.await(List.of(TestTopics.send(Topics.SCORES, merged(minute))));
    }

    private void separate(int minute) {
        seen.await(List.of(TestTopics.send(
                Topics.SCORES, new AccountSeparated(member.account, root.account, "rae", minute(minute)))));
    }
}
