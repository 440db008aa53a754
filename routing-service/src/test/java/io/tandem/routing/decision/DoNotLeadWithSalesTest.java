package io.tandem.routing.decision;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.awaitHandoff;
import static io.tandem.routing.RoutingApi.awaitRouteOfSignup;
import static io.tandem.routing.RoutingApi.decision;
import static io.tandem.routing.RoutingApi.decisions;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.handoffs;
import static io.tandem.routing.RoutingApi.settle;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Motion;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class DoNotLeadWithSalesTest {
    private NewRep maya;

    @BeforeEach
    void onlyMayaIsThere() {
        dismissReps();
        maya = addRep("Maya", 1, 1000, "SALES_ASSIST", "SALES_LED");
    }

    @Test
    void readerFromTheLargestCompanyIsLeftInPeace() {
        Scored account = Scored.newAccount(CompanySize.OVER_5000);

        RouteDecided route = decided(account.reader());

        assertEquals(Motion.NURTURE, route.motion());
        assertNull(route.owner());
        assertNull(route.handoffId());
        assertEquals("START_PRODUCT", route.nextStep().kind());
        assertEquals(List.of(), handoffs(account.accountId()));
        as("analyst")
                .post("/api/v1/decisions/" + route.decisionId() + "/replay")
                .then()
                .statusCode(200)
                .body("identical", is(true))
                .body("differences", empty());
    }

    @Test
    void readerWhoAsksForAHumanReachesOne() {
        RouteDecided route = decided(Scored.newAccount(CompanySize.UP_TO_10).readerWhoAsksForAHuman());

        assertEquals(Motion.SALES_ASSIST, route.motion());
        assertEquals(maya.email(), route.owner().email());
    }

    @Test
    void usageOfReadersHandsNobodyOver() {
        Scored account = Scored.newAccount(CompanySize.OVER_5000);
        decided(account.reader());
        TestTopics.send(Topics.SCORES, account.usageOfReaders());
        decided(account.reader());

        assertEquals(2, decisions(account.accountId()).size());
        assertEquals(List.of(), handoffs(account.accountId()));
    }

    @Test
    void readerAtAnOwnedAccountOpensNothingAndTakesNobodyAway() {
        Scored account = Scored.newAccount(CompanySize.OVER_5000);
        RouteDecided first = settle(account);

        RouteDecided reader = decided(account.reader());

        assertEquals(Motion.SALES_LED, reader.motion());
        assertEquals(maya.email(), reader.owner().email());
        assertEquals(first.handoffId(), reader.handoffId());
        assertEquals("START_PRODUCT", reader.nextStep().kind());
        assertEquals(1, handoffs(account.accountId()).size());
        assertEquals(maya.email(), settle(account).owner().email());
    }

    @Test
    void selfServeAccountStaysSoWhenAReaderJoins() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_10);
        settle(account);

        assertEquals(Motion.SELF_SERVE, decided(account.reader()).motion());
        assertEquals(
                "do-not-lead-with-sales", decisions(account.accountId()).get(0).get("rule"));
    }

    @Test
    void briefNamesWhomNotToLeadWithSales() {
        Scored account = Scored.newAccount(CompanySize.OVER_5000);
        TestTopics.send(Topics.SCORES, account.signup());

        String brief = awaitHandoff(account.accountId()).brief();

        assertTrue(
                brief.contains(
                        "What to avoid: do not lead with sales to kit <kit@" + account.domain() + "> (Writer).\n"),
                brief);
        assertFalse(brief.contains("do not contact"), brief);
    }

    @Test
    void sizeThatNobodySaidIsTakenFromWhatIsKnown() {
        Scored account = Scored.newAccount(null)
                .knownAs(new Firmographics(
                        "Acme Ltd",
                        "Banking",
                        CompanySize.UP_TO_5000,
                        "DE",
                        null,
                        Map.of("companySize", "table", "industry", "table")));

        RouteDecided route = decided(account.signup());
        HandoffOpened handoff = awaitHandoff(account.accountId());

        assertEquals(Motion.SALES_LED, route.motion());
        assertTrue(
                handoff.brief()
                        .contains("1001-5000 people, Banking, grade B3. 2000 seats expected of a company of"
                                + " 1001-5000 people (not said, known from: table) × 360.00 USD"),
                handoff.brief());
    }

    @Test
    void unknownSizeIsSaidPlainly() {
        Scored account = Scored.newAccount(null);

        RouteDecided route = decided(account.signup());

        assertEquals(Motion.SELF_SERVE, route.motion());
        assertEquals(
                "5 seats assumed, company size unknown × 360.00 USD a seat and year = 1800.00 USD",
                decision(route.decisionId()).getString("acv.how"));
    }

    private static RouteDecided decided(AccountScored scored) {
        TestTopics.send(Topics.SCORES, scored);
        return awaitRouteOfSignup(scored.signup().signupId());
    }
}
