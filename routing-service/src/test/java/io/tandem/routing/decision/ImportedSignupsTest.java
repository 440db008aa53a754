package io.tandem.routing.decision;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.awaitHandoff;
import static io.tandem.routing.RoutingApi.awaitRouteOfSignup;
import static io.tandem.routing.RoutingApi.decisions;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.handoffs;
import static io.tandem.routing.RoutingApi.settle;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class ImportedSignupsTest {
    private NewRep maya;

    @BeforeEach
    void onlyMayaIsThere() {
        dismissReps();
        maya = addRep("Maya", 1, 1000, "SALES_ASSIST", "SALES_LED");
    }

    @Test
    void importedHandRaiserSetsTheMotionAndWakesNobody() {
        Scored account = Scored.newAccount(CompanySize.OVER_5000);

        RouteDecided route = decided(account.importedSignup());

        assertEquals(Motion.SALES_LED, route.motion());
        assertNull(route.owner());
        assertNull(route.handoffId());
        assertEquals(List.of(), handoffs(account.accountId()));
        as("analyst")
                .post("/api/v1/decisions/" + route.decisionId() + "/replay")
                .then()
                .statusCode(200)
                .body("identical", is(true));
    }

    @Test
    void importedSignupLeavesAMotionThatIsKnownAsItIs() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_10);
        settle(account);

        TestTopics.send(Topics.SCORES, account.importedSignup());
        settle(account);

        assertEquals(2, decisions(account.accountId()).size());
        assertEquals(List.of(), handoffs(account.accountId()));
    }

    @Test
    void accountOfWhichOnlyThePastIsKnownMeetsAHumanAsSoonAsItIsUsed() {
        Scored account = Scored.newAccount(CompanySize.OVER_5000);
        decided(account.importedSignup());

        TestTopics.send(Topics.SCORES, account.usageAfterImport());

        assertEquals(maya.email(), awaitHandoff(account.accountId()).owner().email());
    }

    @Test
    void whoSignsUpAfterTheImportIsAnsweredLikeAnybody() {
        Scored account = Scored.newAccount(CompanySize.OVER_5000);
        decided(account.importedSignup());

        assertEquals(maya.email(), decided(account.signup()).owner().email());
    }

    private static RouteDecided decided(AccountScored scored) {
        TestTopics.send(Topics.SCORES, scored);
        return awaitRouteOfSignup(scored.signup().signupId());
    }
}
