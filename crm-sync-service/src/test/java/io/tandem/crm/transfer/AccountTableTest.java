package io.tandem.crm.transfer;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.scored;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static io.tandem.crm.Story.minute;
import static io.tandem.crm.transfer.CsvFiles.IMPORTER;
import static io.tandem.crm.transfer.CsvFiles.IMPORTS;
import static io.tandem.crm.transfer.CsvFiles.csv;
import static io.tandem.crm.transfer.CsvFiles.exported;
import static io.tandem.crm.transfer.CsvFiles.take;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Motion;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What goes to a CRM of accounts and handoffs, as files. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class AccountTableTest {
    @Inject
    AuditedChanges audited;

    @Test
    void accountsAreGivenOutWithOwnerScoreMotionAndReason() {
        Story story = handedOver();

        Map<String, String> row = only(TransferKind.ACCOUNTS, story.account);

        assertEquals(story.domain, row.get("domain"));
        assertEquals("Harbourline Logistics", row.get("name"));
        assertEquals(MAYA.email(), row.get("owner_email"));
        assertEquals("false", row.get("owner_chosen"));
        assertEquals("SALES_ASSIST", row.get("motion"));
        assertEquals("PROSPECT", row.get("stage"));
        assertEquals("72", row.get("score"));
        assertEquals("A2", row.get("grade"));
        assertEquals("'=HYPERLINK(\"x\"); 3 people use the product", row.get("why_now"));
    }

    @Test
    void accountsAreTakenInAsTheyWereGivenOutAndOnlyTheOwnerIsChosen() {
        Story story = handedOver();
        String file = exported(TransferKind.ACCOUNTS, story.account);

        take(TransferKind.ACCOUNTS, file, true).body("unchanged", equalTo(1)).body("refused", equalTo(List.of()));
        take(TransferKind.ACCOUNTS, file.replace(",72,A2,", ",99,A1,"), true).body("unchanged", equalTo(1));
        assertEquals(List.of(), audited.of(story.account));

        String chosen = file.replace(MAYA.email(), "Jonas@tandem.example");
        take(TransferKind.ACCOUNTS, chosen, true).body("updated", equalTo(1));
        assertEquals(MAYA.email(), relationship(story.account).getString("owner.email"));
        take(TransferKind.ACCOUNTS, chosen, false).body("updated", equalTo(1));
        take(TransferKind.ACCOUNTS, chosen, false).body("unchanged", equalTo(1));

        assertEquals(JONAS.email(), relationship(story.account).getString("owner.email"));
        assertTrue(relationship(story.account).getBoolean("ownerSetByHuman"));
        assertEquals(List.of(IMPORTER + " OWNER_CHOSEN"), audited.of(story.account));
    }

    @Test
    void accountThatNobodyServesGetsNoOwner() {
        take(
                        TransferKind.ACCOUNTS,
                        "domain,owner_email\n" + UUID.randomUUID() + ".example," + MAYA.email() + "\n",
                        false)
                .body("created", equalTo(0))
                .body("refused.size()", equalTo(1));
    }

    @Test
    void fileThatNamesNoAccountIsRefused() {
        csv("owner_email\n" + MAYA.email() + "\n")
                .post(IMPORTS + "accounts")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("account_id or domain"));
    }

    @Test
    void handoffsAreGivenOutWithReasonsAndBriefAndNotTakenIn() {
        Story story = handedOver();

        Map<String, String> row = only(TransferKind.HANDOFFS, story.account);

        assertEquals(story.handoff.toString(), row.get("id"));
        assertEquals(MAYA.email(), row.get("owner_email"));
        assertEquals("Harbourline plans shipments.", row.get("brief"));
        assertEquals("'=HYPERLINK(\"x\"); 3 people use the product", row.get("reasons"));
        assertEquals(minute(62).toString(), row.get("due_at"));
        csv(exported(TransferKind.HANDOFFS, story.account))
                .post(IMPORTS + "handoffs")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void answersAndMovesAreGivenOut() {
        Story story = scored(servedBy(MAYA), "B3");
        String survey = admin().body(Map.of(
                        "accountId", story.account, "personId", PersonId.ofEmail("ana@" + story.domain), "kind", "NPS"))
                .post("/api/v1/surveys")
                .then()
                .statusCode(201)
                .extract()
                .path("link");
        admin().body(Map.of("token", survey.substring(survey.lastIndexOf('/') + 1), "score", 9, "comment", "=good"))
                .post("/api/v1/survey-answers")
                .then()
                .statusCode(204);
        take(TransferKind.OPPORTUNITIES, "account_id,name,stage\n" + story.account + ",Rollout,DEMO\n", false);

        Map<String, String> answer = only(TransferKind.SURVEYS, story.account);
        assertEquals(
                List.of("NPS", "ana@" + story.domain, "9", "'=good"),
                List.of(answer.get("kind"), answer.get("email"), answer.get("score"), answer.get("comment")));
        Map<String, String> move = only(TransferKind.STAGE_MOVES, story.account);
        assertEquals(
                List.of("DEMO", "OPEN", IMPORTER), List.of(move.get("stage"), move.get("outcome"), move.get("author")));
    }

    @Test
    void proposalAndTheEngagementThatItOpenedComeBackTogether() {
        Story story = servedBy(MAYA);
        UUID proposal = UUID.randomUUID();
        UUID engagement = UUID.randomUUID();
        String engagements =
                "id,domain,proposal_id,name\n" + engagement + "," + story.domain + "," + proposal + ",Rollout\n";
        String proposals = "id,domain,status,content,engagement_id\n" + proposal + "," + story.domain
                + ",ACCEPTED,\"{\"\"title\"\":\"\"Rollout\"\",\"\"currency\"\":\"\"EUR\"\","
                + "\"\"validUntil\"\":\"\"2026-04-30\"\",\"\"items\"\":[{\"\"description\"\":\"\"Workshop\"\","
                + "\"\"quantity\"\":2,\"\"unit\"\":\"\"days\"\",\"\"unitPrice\"\":1200.00}]}\",";

        take(TransferKind.PROPOSALS, proposals + engagement + "\n", false).body("refused.size()", equalTo(1));
        take(TransferKind.ENGAGEMENTS, engagements, false).body("created", equalTo(1));
        take(TransferKind.PROPOSALS, proposals + "\n", false).body("created", equalTo(1));
        take(TransferKind.PROPOSALS, proposals + engagement + "\n", false).body("updated", equalTo(1));

        admin().get("/api/v1/engagements/" + engagement).then().body("proposalId", equalTo(proposal.toString()));
        admin().get("/api/v1/proposals/" + proposal).then().body("engagementId", equalTo(engagement.toString()));
        for (TransferKind kind : List.of(TransferKind.ENGAGEMENTS, TransferKind.PROPOSALS)) {
            take(kind, exported(kind, story.account), true).body("unchanged", equalTo(1));
        }
        take(
                        TransferKind.ENGAGEMENTS,
                        engagements.replace(
                                proposal.toString(), UUID.randomUUID().toString()),
                        false)
                .body("updated", equalTo(1));
    }

    /** Scored, and handed over to Maya for a reason that a spreadsheet would carry out. */
    private static Story handedOver() {
        Story story = new Story();
        UUID scored = TestTopics.send(Topics.SCORES, story.scored(1, "A2", 71.6));
        HandoffOpened opened = new HandoffOpened(
                story.account,
                story.handoff,
                UUID.randomUUID(),
                MAYA,
                Motion.SALES_ASSIST,
                List.of("=HYPERLINK(\"x\")", "3 people use the product"),
                "Harbourline plans shipments.",
                minute(2),
                minute(62));
        awaitOnTimeline(story.account, TestTopics.send(Topics.ROUTES, opened));
        awaitOnTimeline(story.account, scored);
        return story;
    }

    private static Map<String, String> only(TransferKind kind, UUID account) {
        List<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(exported(kind, account)).stream()
                .toList();
        assertEquals(1, rows.size());
        return rows.get(0).getFieldsAsMap();
    }
}
