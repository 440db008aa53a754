package io.tandem.routing.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AcvEstimateTest {
    private static final KnownSize MEDIUM = new KnownSize(CompanySize.UP_TO_200, null);
    private static final AcvModel.Plan TEAM = new AcvModel.Plan("Team", 10, new BigDecimal("100.00"), null, null, null);
    private static final AcvModel.Plan FLAT =
            new AcvModel.Plan("Office", 50, null, new BigDecimal("2000.00"), null, new BigDecimal("10"));
    private static final AcvModel.Plan TIERS = new AcvModel.Plan(
            "Company",
            null,
            null,
            null,
            List.of(new AcvModel.Tier(50, new BigDecimal("80.00")), new AcvModel.Tier(null, new BigDecimal("60.50"))),
            new BigDecimal("12.5"));

    @Test
    void planFitsTheSeatsAndTheEstimateSaysHowItWasMade() {
        assertEquals(
                "5 seats in use, company size unknown × 100.00 USD a seat and year on plan Team = 500.00 USD",
                estimate(null, 5, AcvModel.SeatsFrom.SIZE).how());
        assertEquals(
                "11 seats in use, company size unknown: 2000.00 USD a year on plan Office, less 10 % = 1800.00 USD",
                estimate(null, 11, AcvModel.SeatsFrom.SIZE).how());
        AcvEstimate tiers = estimate(MEDIUM, 7, AcvModel.SeatsFrom.SIZE);
        assertEquals(
                "100 seats expected of a company of 51-200 people: 50 × 80.00 + 50 × 60.50 USD a year on plan Company,"
                        + " less 12.5 % = 6146.88 USD",
                tiers.how());
        assertEquals(new BigDecimal("6146.88"), tiers.amount());
    }

    @Test
    void seatsComeFromWhatTheModelAsksFirst() {
        assertEquals(100, estimate(MEDIUM, 7, AcvModel.SeatsFrom.SIZE).seats());
        assertEquals(7, estimate(MEDIUM, 7, AcvModel.SeatsFrom.USE).seats());
        assertEquals(100, estimate(MEDIUM, 0, AcvModel.SeatsFrom.USE).seats());
        assertEquals(100, estimate(MEDIUM, 7, AcvModel.SeatsFrom.LARGER).seats());
        assertEquals(130, estimate(MEDIUM, 130, AcvModel.SeatsFrom.LARGER).seats());
        assertEquals(3, estimate(null, 0, AcvModel.SeatsFrom.USE).seats());
    }

    private static AcvEstimate estimate(KnownSize known, int users, AcvModel.SeatsFrom from) {
        AcvModel model = new AcvModel(
                "USD",
                null,
                List.of(TEAM, FLAT, TIERS),
                Map.of("51-200", 100),
                3,
                from,
                List.of(new AcvModel.Band("all", null, Motion.SELF_SERVE)));
        return AcvEstimate.of(model, known == null ? new KnownSize(null, null) : known, users);
    }
}
