package io.tandem.signup.domain;

import io.tandem.contracts.Attribution;
import io.tandem.contracts.Touch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The touches of a person before a signup, oldest first. */
public record TouchPath(List<Touch> touches) {
    private static final Duration ONE_VISIT = Duration.ofMinutes(30);

    /**
     * Of all touches known those until the signup. Several scripts of a page tell of one visit, and people reload: what
     * says the same within half an hour of its first telling is one touch.
     */
    public static TouchPath until(Instant signedUpAt, List<Touch> known) {
        List<Touch> path = new ArrayList<>();
        Map<List<?>, Instant> begun = new HashMap<>();
        known.stream()
                .filter(touch -> !touch.at().isAfter(signedUpAt))
                .sorted(Comparator.comparing(Touch::at).thenComparing(Touch::toString))
                .forEach(touch -> {
                    Instant earlier = begun.get(originOf(touch));
                    if (earlier == null || touch.at().isAfter(earlier.plus(ONE_VISIT))) {
                        begun.put(originOf(touch), touch.at());
                        path.add(touch);
                    }
                });
        return new TouchPath(List.copyOf(path));
    }

    /** Whether it says where it came from: by campaign, click or a page of another host. */
    public static boolean cameFromSomewhere(Touch touch) {
        return !touch.utm().isEmpty()
                || !touch.clickIds().isEmpty()
                || touch.referrer() != null
                        && !WebAddress.host(touch.referrer()).equals(WebAddress.host(touch.landingPage()));
    }

    /** What a campaign's parameters alone say of where somebody came from; nothing if there are none. */
    public static List<Touch> ofCampaign(Instant at, Map<String, String> utm) {
        return utm.isEmpty() ? List.of() : List.of(new Touch(at, null, null, utm, Map.of()));
    }

    /** Null if the person came from nowhere and said nothing of it either. */
    public Attribution attribution(String selfReported) {
        return touches.isEmpty() && selfReported == null
                ? null
                : new Attribution(first(), last(), touches.size(), selfReported);
    }

    /** Null if there is none. */
    public Touch first() {
        return touches.isEmpty() ? null : touches.get(0);
    }

    /** Null if there is none. */
    public Touch last() {
        return touches.isEmpty() ? null : touches.get(touches.size() - 1);
    }

    private static List<?> originOf(Touch touch) {
        return List.of(touch.utm(), touch.clickIds(), WebAddress.host(touch.referrer()));
    }
}
