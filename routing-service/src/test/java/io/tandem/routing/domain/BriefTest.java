package io.tandem.routing.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import io.tandem.contracts.PersonId;
import io.tandem.routing.Scored;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BriefTest {
    private final Scored account = Scored.newAccount(CompanySize.UP_TO_10).named("Jo Doe");
    private final UUID jo = PersonId.ofEmail("jo@" + account.domain());
    private final UUID ben = PersonId.ofEmail("ben@" + account.domain());

    @Test
    void saysWhyNowWithTheEvidence() {
        Brief brief = brief(account.usage(2));

        assertEquals(
                List.of("several-users", "upgrade-blocked"),
                brief.whyNow().stream().map(Brief.Reason::signal).toList());
        assertEquals(account.severalUsersReason(), brief.whyNow().get(0).sentence());
        assertEquals(3, brief.whyNow().get(0).evidence().get("users"));
        assertEquals(42, brief.usage().events());
        assertEquals(
                "ben <ben@" + account.domain() + "> (Engineer)",
                brief.people().get(0).who());
        assertEquals(List.of("do not lead with sales to kit <kit@" + account.domain() + "> (Writer)"), brief.avoid());
    }

    @Test
    void reasonThatIsNoSignalStandsForItself() {
        Brief brief = Brief.of(account.signup(), outcome(List.of("they asked")), Set.of(), List.of());

        assertEquals(List.of(new Brief.Reason("they asked", null, null, null)), brief.whyNow());
    }

    @Test
    void textTellsAllOfItInOrder() {
        String text = Brief.of(
                        account.usage(2),
                        outcome(List.of("why")),
                        Set.of(ben),
                        List.of("recycled on 2026-03-01 by Maya: no budget"))
                .text();

        List<String> beginnings =
                text.lines().map(line -> line.substring(0, line.indexOf(':'))).toList();
        assertEquals(
                List.of(
                        "Who",
                        "Signed up",
                        "Why now",
                        "Usage",
                        "Also there",
                        "What to avoid",
                        "Before",
                        "A first message (to"),
                beginnings);
        assertTrue(text.contains("What to avoid: do not contact ben <"), text);
        assertTrue(text.contains("Before: recycled on 2026-03-01 by Maya: no budget."), text);
    }

    @Test
    void messageOffersHelpWithWhatWasSeenAndAsksForNothing() {
        AccountScored limited = withSignals(account.usage(2), 1, 2);

        FirstMessage message = brief(limited).message();

        assertEquals("Jo Doe <jo@" + account.domain() + "> (CTO)", message.to());
        assertTrue(message.body().startsWith("Hello Jo, "), message.body());
        assertTrue(message.body().contains("limit of the plan"), message.body());
        assertTrue(message.body().contains("staying where you are is one of them"), message.body());
        assertTrue(message.body().endsWith("I am here if you want me."), message.body());
    }

    @Test
    void messageTellsNobodyWhatAColleagueDid() {
        for (AccountScored scored : List.of(account.usage(2), account.signup(), account.handRaiser())) {
            String body = brief(scored).message().body();
            for (String colleague : List.of("ben", "kit", "u-17", "@")) {
                assertFalse(body.contains(colleague), body);
            }
        }
    }

    @Test
    void whoAskedIsAnsweredAndNotOffered() {
        FirstMessage message = brief(account.handRaiser()).message();

        assertEquals("You asked to talk to us", message.subject());
        assertTrue(message.body().startsWith("Hello Jo, you asked to talk to us"), message.body());
    }

    @Test
    void messageGoesToSomebodyElseWhereTheSignerIsNotToBeContacted() {
        Brief brief = Brief.of(account.usage(1), outcome(List.of("why")), Set.of(jo), List.of());

        assertEquals(
                "ben <ben@" + account.domain() + "> (Engineer)", brief.message().to());
        assertTrue(
                brief.message().body().startsWith("Hello ben, "),
                brief.message().body());
    }

    @Test
    void nobodyToBeContactedMeansNoMessage() {
        Brief brief = Brief.of(account.usage(1), outcome(List.of("why")), Set.of(jo, ben), List.of());

        assertNull(brief.message(), "kit is not to be led with sales, and of the fourth no email is known");
        assertTrue(brief.text().endsWith("A first message: none, nobody there is to be written to."), brief.text());
    }

    @Test
    void erasedPersonIsInNoPartOfIt() {
        Brief brief = brief(account.usage(2));
        Brief left = new Erasure(jo, "jo@" + account.domain(), List.of("Jo Doe")).brief(brief);

        assertFalse(left.toString().contains("Jo Doe") || left.toString().contains("jo@"), left.toString());
        assertTrue(
                left.message().body().startsWith("Hello [erased], "),
                left.message().body());
        assertEquals(brief.people(), left.people());
        assertEquals(brief, new Erasure(UUID.randomUUID(), "x@y.example", List.of("Somebody Else")).brief(brief));
    }

    private static Brief brief(AccountScored scored) {
        return Brief.of(
                scored,
                outcome(scored.signals().stream().map(signal -> signal.reason()).toList()),
                Set.of(),
                List.of());
    }

    private static AccountScored withSignals(AccountScored scored, int from, int to) {
        return new AccountScored(
                scored.accountId(),
                scored.domain(),
                scored.accountName(),
                scored.trigger(),
                scored.signup(),
                scored.score(),
                scored.signals().subList(from, to),
                scored.usage(),
                scored.people(),
                scored.scoredAt(),
                scored.firmographics(),
                scored.doNotLeadWithSales(),
                scored.stage());
    }

    private static Routing.Outcome outcome(List<String> reasons) {
        AcvModel.Band band = new AcvModel.Band("self-serve", null, Motion.SELF_SERVE);
        AcvEstimate acv = new AcvEstimate(BigDecimal.TEN, "USD", 1, band, "1 seat = 10 USD");
        return new Routing.Outcome(
                Motion.SALES_ASSIST,
                "rule",
                "reason",
                reasons,
                null,
                "nobody",
                "START_PRODUCT",
                true,
                "SALES_ASSIST",
                60,
                1L,
                acv,
                List.of());
    }
}
