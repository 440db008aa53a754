package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.scored;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.MAYA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.PersonId;
import io.tandem.crm.Story;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.hubspot.HubSpotStub;
import io.tandem.kit.testing.RealInfrastructure;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was deleted in a CRM that does not tell of it. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class RotationTest {
    @Inject
    AgroalDataSource database;

    @Inject
    SyncWorker worker;

    @Inject
    Rotation rotation;

    @Inject
    RecordChanges changes;

    private Story story;
    private ConnectedHubSpot hubSpot;

    @BeforeEach
    void mayaServesTheAccount() {
        story = scored(servedBy(MAYA), "B3");
        hubSpot = new ConnectedHubSpot(database, worker);
        hubSpot.settle();
    }

    @AfterEach
    void disconnect() {
        hubSpot.close();
    }

    @Test
    void whatNobodyTellsOfIsFoundOnceItsTurnComes() {
        UUID person = PersonId.ofEmail("ana@" + story.domain);
        hubSpot.stub.data.archive("contacts", hubSpot.remoteId("CONTACT", person));
        hubSpot.askNow();
        assertEquals("SENT", hubSpot.state("CONTACT", person));

        makeDue();
        hubSpot.askNow();
        assertEquals("GONE", hubSpot.state("CONTACT", person));
        assertEquals("SENT", hubSpot.state("COMPANY", story.account));

        hubSpot.stub.forgetCalls();
        hubSpot.askNow();
        assertTrue(
                hubSpot.stub.calls().stream().map(HubSpotStub.Call::operation).noneMatch("read"::equals),
                () -> hubSpot.stub.calls().toString());
    }

    @Test
    void whatIsQueuedWithoutNewsIsNotKnownToBeThere() {
        UUID person = PersonId.ofEmail("ana@" + story.domain);
        hubSpot.stub.data.archive("contacts", hubSpot.remoteId("CONTACT", person));
        hubSpot.count(
                "with known as (update sync_record set looked_at = now() - interval '1 hour', sent_at = now() - interval '1 hour'"
                        + " where connection_id = '" + hubSpot.id + "' returning 1) select count(*) from known");
        QuarkusTransaction.requiringNew().run(() -> changes.rewritten(RecordKind.CONTACT, List.of(person)));
        hubSpot.settle();
        assertEquals("SENT", hubSpot.state("CONTACT", person));

        hubSpot.count("with begun as (update crm_cursor set verifying_since = now() - interval '10 minutes',"
                + " verified_to = uuid '00000000-0000-0000-0000-000000000000' where connection_id = '" + hubSpot.id
                + "' returning 1) select count(*) from begun");
        hubSpot.askNow();
        assertEquals("GONE", hubSpot.state("CONTACT", person));
    }

    @Test
    void comesRoundInTimeWithAsManyAsThatTakes() {
        admin().post("/api/v1/connections/" + hubSpot.id + "/pause").then().statusCode(200);
        // Of other tests' accounts.
        hubSpot.count("with gone as (delete from sync_record where kind = 'DEAL' and connection_id = '" + hubSpot.id
                + "' returning 1) select count(*) from gone");
        hubSpot.count("with made as (insert into sync_record (connection_id, kind, record_id, account_id, remote_id,"
                + " changed_at, state, next_attempt_at) select '" + hubSpot.id + "', 'DEAL', gen_random_uuid(),"
                + " gen_random_uuid(), n::text, now(), 'SENT', now() from generate_series(1, 450) as n returning 1)"
                + " select count(*) from made");
        makeDue();

        assertEquals(200, noticedAfterATurn());
        assertEquals(400, noticedAfterATurn());
        assertEquals(450, noticedAfterATurn());
        // A round is over, and the next is not due.
        assertEquals(450, noticedAfterATurn());
    }

    private int noticedAfterATurn() {
        // A third of 450 is asked for in two calls.
        Duration hour = Duration.ofHours(1);
        QuarkusTransaction.requiringNew()
                .run(() -> rotation.turn(hubSpot.id, RecordKind.DEAL, hour, hour.dividedBy(3)));
        return hubSpot.count(
                "select count(*) from crm_notice where kind = 'DEAL' and connection_id = '" + hubSpot.id + "'");
    }

    private void makeDue() {
        hubSpot.count("with due as (update crm_cursor set verifying_since = now() - interval '2 hours' where"
                + " connection_id = '" + hubSpot.id + "' returning 1) select count(*) from due");
    }
}
