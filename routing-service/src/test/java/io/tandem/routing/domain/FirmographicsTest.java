package io.tandem.routing.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.contracts.AccountScored.Trigger;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Money;
import io.tandem.contracts.Score;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is known from elsewhere fills what nobody said and overrules nobody. */
class FirmographicsTest {
    private static final Firmographics KNOWN = new Firmographics(
            "Acme Ltd",
            "Banking",
            CompanySize.UP_TO_5000,
            "FR",
            new Money(new BigDecimal("12500000.75"), "EUR"),
            Map.of("companySize", "provider"));
    private static final Firmographics EMPTY = new Firmographics(null, null, null, null, null, null);
    private static final AcvModel MODEL = new AcvModel(
            "USD",
            new BigDecimal("100"),
            Map.of("1-10", 5, "1001-5000", 2000),
            10,
            List.of(new AcvModel.Band("all", null, null)));

    @Test
    void whatThePersonSaidGoesFirst() {
        Map<String, Object> account = account(answers(CompanySize.UP_TO_10, "DE"), KNOWN);

        assertEquals("1-10", account.get("companySize"));
        assertEquals(1L, account.get("employees"));
        assertEquals("DE", account.get("country"));
        assertEquals("Banking", account.get("industry"));
    }

    @Test
    void whatNobodySaidIsFilled() {
        Map<String, Object> account = account(answers(null, null), KNOWN);

        assertEquals("1001-5000", account.get("companySize"));
        assertEquals(1001L, account.get("employees"));
        assertEquals("FR", account.get("country"));
        assertEquals(12_500_000L, account.get("revenue"));
        assertEquals("EUR", account.get("revenueCurrency"));
    }

    @Test
    void nothingIsEverMissing() {
        for (Firmographics unknown : new Firmographics[] {null, EMPTY}) {
            Map<String, Object> account = account(null, unknown);

            for (String field : List.of("industry", "country", "companySize", "revenueCurrency")) {
                assertEquals("", account.get(field), field);
            }
            assertEquals(0L, account.get("employees"));
            assertEquals(0L, account.get("revenue"));
        }
    }

    @Test
    void estimateSaysWhereTheSizeIsKnownFromOrWhatItAssumes() {
        assertEquals(
                "2000 seats expected of a company of 1001-5000 people (not said, known from: provider) × 100 USD a seat"
                        + " and year = 200000 USD",
                AcvEstimate.of(MODEL, KnownSize.of(answers(null, null), KNOWN), 3)
                        .how());
        assertEquals(
                "10 seats assumed, company size unknown × 100 USD a seat and year = 1000 USD",
                AcvEstimate.of(MODEL, KnownSize.of(null, EMPTY), 3).how());
        assertEquals(
                "30 seats in use, company size unknown × 100 USD a seat and year = 3000 USD",
                AcvEstimate.of(MODEL, KnownSize.of(null, null), 30).how());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> account(SignupAnswers signup, Firmographics firmographics) {
        RoutingInputs inputs = new RoutingInputs(
                Trigger.SIGNUP,
                new RoutingInputs.Account(new UUID(0, 1), "acme.com", "Acme", null, null, null),
                signup,
                new Score(50, 30, 20, "B2", List.of(), "1"),
                List.of(),
                UsageFacts.NONE,
                RoutingInputs.Relationship.NONE,
                firmographics,
                false);
        Policy policy = new Policy("t", "", MODEL, List.of());
        return (Map<String, Object>) Variables.of(Situation.of(policy, inputs)).get("account");
    }

    private static SignupAnswers answers(CompanySize size, String country) {
        UUID id = new UUID(0, 2);
        Instant at = Instant.parse("2026-03-01T10:00:00Z");
        return new SignupAnswers(
                id,
                id,
                id,
                "jo@acme.com",
                "Jo",
                null,
                size,
                null,
                null,
                country,
                false,
                null,
                null,
                Map.of(),
                at,
                Map.of(),
                false,
                false);
    }
}
