package io.tandem.crm.odoo;

import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.scored;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.MAYA;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.HandoffTaskCompleted;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.ConnectedCrm;
import io.tandem.crm.Story;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.domain.RecordKind;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is no more in Odoo, which tells of nothing that it deleted. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class OdooInRotationTest {
    @Inject
    AgroalDataSource database;

    @Inject
    RecordChanges changes;

    private final OdooStub odoo = new OdooStub(17);
    private Story story;
    private ConnectedCrm crm;

    @BeforeEach
    void accountIsInOdoo() {
        story = scored(servedBy(MAYA), "B3");
        awaitOnTimeline(story.account, TestTopics.send(Topics.ROUTES, story.opened(7, MAYA)));
        crm = new ConnectedCrm(
                database,
                () -> {},
                "Odoo",
                odoo.address(),
                Map.of("database", OdooStub.DATABASE, "user", OdooStub.USER, "apiKey", OdooStub.KEY));
        settle();
    }

    @AfterEach
    void disconnect() {
        crm.close();
        odoo.close();
    }

    @Test
    void doneTasksAreToldOnMergedContactsFollowedAndWhatWasDeletedIsGone() {
        UUID ana = PersonId.ofEmail("ana@" + story.domain);
        long kept;
        synchronized (odoo) {
            kept = odoo.data.create("res.partner", Map.of("name", "Ana R."));
            odoo.data.merge(remote("CONTACT", ana), kept);
            odoo.data.done(remote("TASK", story.handoff), "Maya <maya@tandem.example>", false);
            odoo.data.delete(remote("COMPANY", story.account));
        }
        // Only of late is anybody at work on a handoff.
        crm.count("with late as (update handoff set opened_at = now() where handoff_id = '" + story.handoff
                + "' returning 1) select count(*) from late");
        crm.verifyNext();
        settle();

        HandoffTaskCompleted told = taskCompleted();
        assertEquals("maya@tandem.example", told.completedBy());
        assertEquals(kept, remote("CONTACT", ana));
        assertEquals("SENT", crm.state("CONTACT", ana));
        assertEquals("GONE", crm.state("TASK", story.handoff));
        assertEquals("GONE", crm.state("COMPANY", story.account));
    }

    @Test
    void whatAWriteMissesIsFollowedToWhereItWentOrKnownToBeDone() {
        long kept;
        synchronized (odoo) {
            // As of what Odoo had before us.
            odoo.data.externalIds.remove("tandem.company_" + story.account);
            kept = odoo.data.create(
                    "res.partner",
                    Map.of("name", "Harbourline", "is_company", true, "website", "https://" + story.domain));
            odoo.data.merge(remote("COMPANY", story.account), kept);
        }
        TestTopics.send(Topics.SCORES, story.scored(9, "A2", 81.5));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(10, "scored anew")));
        settle();
        assertEquals(kept, remote("COMPANY", story.account));
        assertEquals("SENT", crm.state("COMPANY", story.account));
        synchronized (odoo) {
            assertTrue(odoo.data.all("res.partner").get(kept).containsValue("A2"));
        }

        synchronized (odoo) {
            odoo.data.done(remote("TASK", story.handoff), "Maya <maya@tandem.example>", false);
        }
        rewriteTask();
        HandoffTaskCompleted told = taskCompleted();
        assertEquals("maya@tandem.example", told.completedBy());
        assertEquals("GONE", crm.state("TASK", story.handoff));
    }

    @Test
    void taskThatWasDoneAfterItsCompanyWasMergedIsToldBeforeTheCompanyIsLookedFor() {
        long company = remote("COMPANY", story.account);
        synchronized (odoo) {
            odoo.data.merge(company, odoo.data.create("res.partner", Map.of("name", "Harbour", "is_company", true)));
            odoo.data.done(remote("TASK", story.handoff), "Maya <maya@tandem.example>", false);
        }
        rewriteTask();
        HandoffTaskCompleted told = taskCompleted();
        assertEquals("maya@tandem.example", told.completedBy());
        assertEquals(company, remote("COMPANY", story.account), "it was not looked for");
    }

    private void rewriteTask() {
        crm.count("with other as (update handoff set reasons = '[\"asks for a price\"]' where handoff_id = '"
                + story.handoff + "' returning 1) select count(*) from other");
        QuarkusTransaction.requiringNew().run(() -> changes.rewritten(RecordKind.TASK, List.of(story.handoff)));
        settle();
    }

    @Test
    void whoeverIsErasedIsRemovedFromWhatTheyWereMergedInto() {
        String email = "ana@" + story.domain;
        long kept;
        synchronized (odoo) {
            // As of what Odoo had before us.
            odoo.data.externalIds.remove("tandem.contact_" + PersonId.ofEmail(email));
            kept = odoo.data.create("res.partner", Map.of("name", "Ana R.", "email", email));
            odoo.data.merge(remote("CONTACT", PersonId.ofEmail(email)), kept);
        }
        // Somebody had emptied it before the merge.
        crm.count("with blank as (update sync_record set theirs = theirs || '{\"email\": null}' where "
                + isContact(email) + " returning 1) select count(*) from blank");
        story.erase(email);
        settle();
        synchronized (odoo) {
            assertFalse(odoo.data.all("res.partner").containsKey(kept));
        }
        assertEquals(0, crm.count("select count(*) from sync_record where " + isContact(email)));
    }

    @Test
    void erasureThatWaitsIsNotEndedByALookThatFindsThemDeleted() {
        String email = "ana@" + story.domain;
        long known = remote("CONTACT", PersonId.ofEmail(email));
        synchronized (odoo) {
            odoo.data.hidden.add(known);
        }
        story.erase(email);
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        crm.count("with later as (update sync_record set next_attempt_at = now() + interval '1 hour'"
                                        + " where attempts > 0 and claim is null and " + isContact(email)
                                        + " returning 1) select count(*) from later")
                                == 1);
        long kept;
        synchronized (odoo) {
            odoo.data.externalIds.remove("tandem.contact_" + PersonId.ofEmail(email));
            kept = odoo.data.create("res.partner", Map.of("name", "Ana R.", "email", email));
            odoo.data.merge(known, kept);
            odoo.data.hidden.add(kept);
        }
        crm.count("with noticed as (insert into crm_notice (connection_id, kind, remote_id, received_at) values ('"
                + crm.id + "', 'CONTACT', '" + known + "', now()) returning 1) select count(*) from noticed");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> crm.count("select count(*) from crm_notice where connection_id = '" + crm.id + "'") == 0);
        synchronized (odoo) {
            odoo.data.hidden.remove(kept);
        }
        crm.count("with due as (update sync_record set next_attempt_at = now() where " + isContact(email)
                + " returning 1) select count(*) from due");
        settle();
        synchronized (odoo) {
            assertFalse(odoo.data.all("res.partner").containsKey(kept));
        }
        assertEquals(0, crm.count("select count(*) from sync_record where " + isContact(email)));
    }

    private String isContact(String email) {
        return "kind = 'CONTACT' and record_id = '" + PersonId.ofEmail(email) + "' and connection_id = '" + crm.id
                + "'";
    }

    private void settle() {
        crm.settle(story.account);
    }

    private HandoffTaskCompleted taskCompleted() {
        return TestTopics.await(Topics.RELATIONSHIPS, HandoffTaskCompleted.class, event -> event.handoffId()
                .equals(story.handoff));
    }

    private long remote(String kind, UUID record) {
        return Long.parseLong(crm.remoteId(kind, record));
    }
}
