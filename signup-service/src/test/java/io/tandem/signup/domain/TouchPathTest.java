package io.tandem.signup.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tandem.contracts.Touch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TouchPathTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void ordersTheTouchesAndLeavesOutThoseAfterTheSignup() {
        Touch first = touch(0, "ads");
        Touch last = touch(60, "news");
        TouchPath path = TouchPath.until(NOON.plusSeconds(3600), List.of(touch(61, "late"), last, first));
        assertEquals(List.of(first, last), path.touches());
        assertEquals(first, path.first());
        assertEquals(last, path.last());
        assertEquals(2, path.attribution(null).touches());
    }

    @Test
    void takesWhatIsToldAgainWithinHalfAnHourForOneVisit() {
        List<Touch> told = List.of(touch(0, "ads"), touch(30, "ads"), touch(31, "ads"), touch(5, "news"));
        assertEquals(
                List.of(told.get(0), told.get(3), told.get(2)),
                TouchPath.until(NOON.plusSeconds(7200), told).touches());
    }

    @Test
    void saysNothingOfWhoCameFromNowhereAndSaidNothing() {
        TouchPath none = TouchPath.until(NOON, List.of());
        assertNull(none.attribution(null));
        assertEquals("a friend", none.attribution("a friend").selfReported());
        assertNull(none.attribution("a friend").first());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://acme.com/pricing, https://search.example/, true",
                "https://acme.com/pricing, https://ACME.com/blog, false",
                "https://acme.com/pricing, -, false",
                "-, https://search.example/, true"
            })
    void countsOnlyVisitsFromElsewhere(String page, String referrer, boolean counts) {
        assertEquals(counts, TouchPath.cameFromSomewhere(new Touch(NOON, page, referrer, Map.of(), Map.of())));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://maya:secret@Acme.com:8443/a%20b?email=maya@acme.com#x, https://acme.com:8443/a%20b",
                "https://acme.com?x, https://acme.com",
                "javascript:alert(1), -",
                "/pricing, -",
                "https://not a host/, -"
            })
    void keepsOfAnAddressOnlyThePage(String sent, String kept) {
        assertEquals(kept, WebAddress.withoutQuery(sent));
    }

    @ParameterizedTest
    @CsvSource({
        "FIRST_TOUCH, 1/0/0/0",
        "LAST_TOUCH, 0/0/0/1",
        "LINEAR, 0.25/0.25/0.25/0.25",
        "U_SHAPED, 0.4/0.1/0.1/0.4",
        "U_SHAPED, 0.4/0.2/0.4",
        "U_SHAPED, 0.5/0.5",
        "U_SHAPED, 1",
        "FIRST_TOUCH, 1",
        "LAST_TOUCH, 1"
    })
    void sharesTheCredit(CreditModel model, String expected) {
        String[] shares = expected.split("/");
        for (int place = 0; place < shares.length; place++) {
            assertEquals(Double.parseDouble(shares[place]), model.share(place, shares.length), 1e-12);
        }
    }

    private static Touch touch(int minute, String source) {
        return new Touch(NOON.plusSeconds(60L * minute), "https://acme.com/", null, Map.of("source", source), Map.of());
    }
}
