package io.tandem.crm.transfer;

import static io.restassured.RestAssured.given;
import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.MAYA;
import static io.tandem.crm.transfer.CsvFiles.EXPORTS;
import static io.tandem.crm.transfer.CsvFiles.IMPORTER;
import static io.tandem.crm.transfer.CsvFiles.IMPORTS;
import static io.tandem.crm.transfer.CsvFiles.csv;
import static io.tandem.crm.transfer.CsvFiles.take;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class TransferResourceTest {
    @Inject
    AuditedChanges audited;

    @Inject
    EntityManager entities;

    private Story story;

    @BeforeEach
    void mayaServesTheAccount() {
        story = servedBy(MAYA);
    }

    @ParameterizedTest
    @EnumSource(names = {"STAKEHOLDERS", "INTERACTIONS", "OPPORTUNITIES", "ENGAGEMENTS", "PROPOSALS"})
    void fileSentAgainChangesNothingAndWhatIsExportedIsWhatWasImported(TransferKind kind) {
        String file = file(kind);

        take(kind, file, true).body("created", equalTo(1)).body("dryRun", equalTo(true));
        take(kind, file, false).body("created", equalTo(1)).body("refused", equalTo(List.of()));
        take(kind, file, false).body("unchanged", equalTo(1)).body("created", equalTo(0));

        String exported = exported(kind);
        take(kind, exported, false).body("unchanged", equalTo(1));
    }

    @Test
    void exportThatFailsIsNoFile() {
        rename("opportunity_move", "opportunity_move_away");
        try {
            admin().get(EXPORTS + TransferKind.STAGE_MOVES.path()).then().statusCode(500);
        } finally {
            rename("opportunity_move_away", "opportunity_move");
        }
    }

    private void rename(String table, String name) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("ALTER TABLE " + table + " RENAME TO " + name)
                        .executeUpdate());
    }

    @Test
    void columnsThatTheFileLacksStayAsTheyAre() {
        take(TransferKind.OPPORTUNITIES, file(TransferKind.OPPORTUNITIES), false)
                .body("created", equalTo(1));
        take(
                        TransferKind.OPPORTUNITIES,
                        "domain,name,stage,close_date\n" + story.domain + ",Rollout,DEMO,2026-07-31\n",
                        false)
                .body("updated", equalTo(1));

        admin().get(of(story.account) + "/opportunities")
                .then()
                .body("items[0].stage", equalTo("DEMO"))
                .body("items[0].closeDate", equalTo("2026-07-31"))
                .body("items[0].amount.amount", equalTo("36000.00"));
    }

    @Test
    void reportingLinesAreTakenInAfterTheSuperior() {
        String file = "domain,email,reports_to\n" + story.domain + ",rui@" + story.domain + ",\n" + story.domain
                + ",ana@" + story.domain + ",rui@" + story.domain + "\n";

        take(TransferKind.STAKEHOLDERS, file, false).body("created", equalTo(2));

        admin().get(of(story.account) + "/stakeholder-map").then().body("edges.size()", equalTo(1));
        assertTrue(exported(TransferKind.STAKEHOLDERS).contains("rui@" + story.domain + ","));
        take(TransferKind.STAKEHOLDERS, exported(TransferKind.STAKEHOLDERS), false)
                .body("unchanged", equalTo(2));
    }

    @Test
    void wishesInAFileAreHeldToTheFormOfTheApi() {
        String file = "domain,email,language,topics\n" + story.domain + ",ana@" + story.domain + ",the usual,"
                + "x".repeat(101) + "\n";

        String fault = take(TransferKind.STAKEHOLDERS, file, false)
                .body("refused.size()", equalTo(1))
                .extract()
                .path("refused[0].faults[0]");
        assertTrue(fault.contains("language must be a language tag") && fault.contains("topics[0]"), fault);
    }

    @Test
    void wrongRowsAreToldAndTheOthersKept() {
        String file = "domain,name,stage,outcome,amount\n" + story.domain + ",Good,DEMO,,\n" + ",Nobody's,DEMO,,\n"
                + story.domain + ",,LUNCH,,many\n" + story.domain + ",Lost,DEMO,LOST,\n";

        take(TransferKind.OPPORTUNITIES, file, false)
                .body("rows", equalTo(4))
                .body("created", equalTo(1))
                .body("refused.line", equalTo(List.of(3, 4, 5)))
                .body("refused[1].faults.size()", equalTo(3));
    }

    @Test
    void formulasAreGivenOutHarmlessAndComeBackAsTheyWere() {
        take(TransferKind.OPPORTUNITIES, "domain,name,stage\n" + story.domain + ",\"=1+1, 'x'\",DEMO\n", false)
                .body("created", equalTo(1));

        String exported = exported(TransferKind.OPPORTUNITIES);
        assertTrue(exported.contains("\"'=1+1, 'x'\""), exported);
        take(TransferKind.OPPORTUNITIES, exported, false).body("unchanged", equalTo(1));
    }

    @Test
    void whoImportsIsTheActorAndWhoWroteItIsTheAuthor() {
        take(TransferKind.INTERACTIONS, calls("They said yes", ""), false).body("created", equalTo(1));

        assertEquals(MAYA.email(), relationship(story.account).getString("timeline.find { it.kind == 'CALL' }.author"));
        admin().queryParam("accountId", story.account)
                .queryParam("author", MAYA.email().toUpperCase(Locale.ROOT))
                .get("/api/v1/interactions")
                .then()
                .body("items.size()", equalTo(1));
        take(TransferKind.INTERACTIONS, calls("They said yes", "A pilot"), false)
                .body("updated", equalTo(1));
        assertEquals(
                List.of(IMPORTER + " INTERACTION_RECORDED", IMPORTER + " INTERACTION_COMPLETED"),
                audited.of(story.account));
    }

    @Test
    void participantsAreTheSameInWhateverOrderTheyAreNamed() {
        String people = "domain,email\n" + story.domain + ",ana@" + story.domain + "\n" + story.domain + ",rui@"
                + story.domain + "\n";
        take(TransferKind.STAKEHOLDERS, people, false).body("created", equalTo(2));
        take(TransferKind.INTERACTIONS, met("Rui@%1$s; ana@%1$s"), false).body("created", equalTo(1));

        take(TransferKind.INTERACTIONS, met("ana@%1$s;rui@%1$s; ana@%1$s"), false)
                .body("unchanged", equalTo(1));
        take(TransferKind.INTERACTIONS, met("ana@%1$s"), false).body("updated", equalTo(1));
        take(TransferKind.INTERACTIONS, met("ana@%1$s"), false).body("unchanged", equalTo(1));
        take(TransferKind.INTERACTIONS, met("stranger@%1$s"), false)
                .body("refused[0].faults", equalTo(List.of("participants[0] is no stakeholder of the account")));
    }

    @Test
    void whatWasRecordedIsNotRecordedOtherwise() {
        UUID id = UUID.randomUUID();
        String file =
                "id,domain,kind,summary,occurred_at\n" + id + "," + story.domain + ",CALL,%s,2026-03-04T10:00:00Z\n";
        take(TransferKind.INTERACTIONS, file.formatted("They said yes"), false).body("created", equalTo(1));

        take(TransferKind.INTERACTIONS, file.formatted("They said no"), false)
                .body("updated", equalTo(0))
                .body("refused.size()", equalTo(1));
    }

    @Test
    void privateNotesDoNotLeaveAndAreNotWrittenOver() {
        String id = as(Roles.ADMIN, IMPORTER)
                .body(Map.of(
                        "kind",
                        "NOTE",
                        "summary",
                        "Their CFO is leaving",
                        "occurredAt",
                        "2026-03-04T10:00:00Z",
                        "private",
                        true))
                .post(of(story.account) + "/interactions")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        assertFalse(exported(TransferKind.INTERACTIONS).contains("CFO"));
        String file = "id,domain,kind,summary,occurred_at,outcome\n" + id + "," + story.domain
                + ",NOTE,Their CFO is leaving,2026-03-04T10:00:00Z,Bad\n";
        take(TransferKind.INTERACTIONS, file, false).body("refused.size()", equalTo(1));
    }

    @Test
    void proposalsThatCannotBeOfferedAreRefused() {
        String file = file(TransferKind.PROPOSALS);
        for (String faulty : List.of(
                file.replace("\"\"quantity\"\":2", "\"\"quantity\"\":1E+900000000"),
                file.replace("\"\"quantity\"\":2", "\"\"quantity\"\":-2"),
                file.replace("EUR", "XQQ"),
                file.replace("2026-04-30", "+999999999-12-31"),
                file.replace("\"\"Rollout\"\"", "\"\" \"\""))) {
            take(TransferKind.PROPOSALS, faulty, false)
                    .body("created", equalTo(0))
                    .body("refused[0].faults.size()", equalTo(1));
        }
    }

    @Test
    void nameOfAnOpenOpportunityIsTakenForAFileToo() {
        String file = "id,domain,name,stage\n" + UUID.randomUUID() + "," + story.domain + ",Rollout,DEMO\n"
                + UUID.randomUUID() + "," + story.domain + ",rollout,DEMO\n";

        take(TransferKind.OPPORTUNITIES, file, false)
                .body("created", equalTo(1))
                .body("refused.line", equalTo(List.of(3)));
    }

    @Test
    void onlyTrueIsATry() {
        for (String wrong : List.of("yes", "1")) {
            csv(file(TransferKind.OPPORTUNITIES))
                    .queryParam("dryRun", wrong)
                    .post(IMPORTS + "opportunities")
                    .then()
                    .statusCode(400)
                    .body("errors.field", equalTo(List.of("dryRun")));
        }
    }

    @Test
    void onlyAdminsImportAndExport() {
        for (String role : List.of(Roles.AE, Roles.ANALYST)) {
            as(role).contentType("text/csv")
                    .body("name\n")
                    .post(IMPORTS + "opportunities")
                    .then()
                    .statusCode(403);
            as(role).get(EXPORTS + "opportunities").then().statusCode(403);
        }
        given().get(EXPORTS + "opportunities").then().statusCode(401);
        admin().get(EXPORTS + "lunches").then().statusCode(404);
    }

    @Test
    void fileThatIsTooLargeIsRefused() {
        csv("domain,name\n" + "x".repeat(8 * 1024 * 1024))
                .post(IMPORTS + "opportunities")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void fileWithoutTheColumnsIsRefused() {
        for (String file : List.of("", "{\"a\":", "domain,name\nx.example,y\n", "\"unclosed")) {
            csv(file).post(IMPORTS + "opportunities").then().statusCode(400).contentType("application/problem+json");
        }
        csv("domain,name,stage\n" + "x,y,z\n".repeat(5001))
                .post(IMPORTS + "opportunities")
                .then()
                .statusCode(400);
    }

    private String calls(String summary, String outcome) {
        return "domain,kind,summary,occurred_at,author,outcome\n" + story.domain + ",CALL," + summary
                + ",2026-03-04T10:00:00Z," + MAYA.email() + "," + outcome + "\n";
    }

    private String met(String participants) {
        return "domain,kind,summary,occurred_at,participants\n" + story.domain
                + ",MEETING,They met,2026-03-04T10:00:00Z," + participants.formatted(story.domain) + "\n";
    }

    private String file(TransferKind kind) {
        return switch (kind) {
            case STAKEHOLDERS ->
                "domain,email,name,decision_role,cadence_days,topics,do_not_contact\n" + story.domain + ",Ana@"
                        + story.domain + ",Ana,champion,14,Roadmap; Prices,true\n";
            case INTERACTIONS ->
                "domain,kind,summary,occurred_at,author,direction,participants,next_step,next_step_due\n" + story.domain
                        + ",CALL,\"They said: \"\"yes\"\"\",2026-03-04T10:00:00Z,maya@tandem.example,IN,,Call back,2026-03-11\n";
            case OPPORTUNITIES ->
                "account_id,name,stage,amount,currency,close_date\n" + story.account
                        + ",Rollout,PROCUREMENT,36000,USD,2026-06-30\n";
            case PROPOSALS ->
                "domain,status,sent_at,content\n" + story.domain
                        + ",SENT,2026-03-04T10:00:00Z,\"{\"\"title\"\":\"\"Rollout\"\",\"\"currency\"\":\"\"EUR\"\","
                        + "\"\"validUntil\"\":\"\"2026-04-30\"\",\"\"items\"\":[{\"\"description\"\":\"\"Workshop\"\","
                        + "\"\"quantity\"\":2,\"\"unit\"\":\"\"days\"\",\"\"unitPrice\"\":1200.00}]}\"\n";
            case ENGAGEMENTS ->
                "domain,name,status,budget,currency,team\n" + story.domain
                        + ",Rollout,ACTIVE,20000.00,EUR,\"[{\"\"name\"\":\"\"Jonas\"\"}]\"\n";
            case ACCOUNTS, HANDOFFS, SURVEYS, STAGE_MOVES ->
                throw new IllegalArgumentException("No file makes " + kind);
        };
    }

    private String exported(TransferKind kind) {
        return CsvFiles.exported(kind, story.account);
    }
}
