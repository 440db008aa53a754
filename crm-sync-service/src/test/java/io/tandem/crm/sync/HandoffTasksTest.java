package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.scored;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.MAYA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.HandoffTaskCompleted;
import io.tandem.contracts.Topics;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A handoff stands as a task in a CRM, where people do it. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class HandoffTasksTest {
    private static final Instant AT = Instant.parse("2026-03-05T10:00:00Z");

    @Inject
    AgroalDataSource database;

    @Inject
    SyncWorker worker;

    private Story story;
    private ConnectedHubSpot hubSpot;

    @BeforeEach
    void handoffIsInHubSpot() {
        story = scored(servedBy(MAYA), "B3");
        awaitOnTimeline(story.account, TestTopics.send(Topics.ROUTES, story.opened(7, MAYA)));
        hubSpot = new ConnectedHubSpot(database, worker);
        hubSpot.settle();
    }

    @AfterEach
    void disconnect() {
        hubSpot.close();
    }

    @Test
    void routingIsToldOnceOfEachTimeThatItIsDone() {
        String task = hubSpot.remoteId("TASK", story.handoff);
        complete(task, AT);
        HandoffTaskCompleted told =
                TestTopics.await(Topics.RELATIONSHIPS, HandoffTaskCompleted.class, event -> event.handoffId()
                        .equals(story.handoff));
        assertEquals(
                List.of(story.account, MAYA.email(), AT),
                List.of(told.accountId(), told.completedBy(), told.completedAt()));

        hubSpot.stub.data.edit("tasks", task, Map.of("hs_task_priority", "HIGH"));
        hubSpot.askNow();
        // Somebody else has it now, and does it once more.
        complete(task, AT.plusSeconds(60));
        TestTopics.await(
                Topics.RELATIONSHIPS,
                HandoffTaskCompleted.class,
                event -> event.handoffId().equals(story.handoff)
                        && event.completedAt().isAfter(AT));
        assertEquals(
                2,
                TestTopics.present(Topics.RELATIONSHIPS, HandoffTaskCompleted.class, event -> event.handoffId()
                                .equals(story.handoff))
                        .size());
        // Nothing of it is written over.
        assertEquals("COMPLETED", hubSpot.held("TASK", "tasks", story.handoff, "hs_task_status"));
    }

    private void complete(String task, Instant at) {
        hubSpot.stub.data.edit(
                "tasks", task, Map.of("hs_task_status", "COMPLETED", "hs_task_completion_date", at.toString()));
        hubSpot.askNow();
    }
}
