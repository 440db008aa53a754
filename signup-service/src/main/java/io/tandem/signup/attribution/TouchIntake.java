package io.tandem.signup.attribution;

import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.Touch;
import io.tandem.signup.database.Json;
import io.tandem.signup.domain.TouchPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Decides which of the visits that a browser tells are worth keeping. */
@ApplicationScoped
public class TouchIntake {
    private final AttributionConfig config;
    private final Json json;

    TouchIntake(AttributionConfig config, Json json) {
        this.config = config;
        this.json = json;
    }

    /** Those told with a form; if none is worth keeping, the campaign that the form names is the visit. */
    public ToldTouches toldWith(SignupAnswers answers, List<TouchRequest> told) {
        ToldTouches kept = worthKeeping(touches(told), answers);
        return kept.touches().isEmpty()
                ? worthKeeping(TouchPath.ofCampaign(answers.signedUpAt(), answers.utm()), answers)
                : kept;
    }

    /** Those told of a browser whose visitor is not known yet. */
    ToldTouches told(List<TouchRequest> told, String anonymousId, UUID sourceId, Instant now) {
        return worthKeeping(touches(told), anonymousId, null, sourceId, now);
    }

    private ToldTouches worthKeeping(List<Touch> told, SignupAnswers answers) {
        return worthKeeping(told, answers.anonymousId(), answers.personId(), answers.sourceId(), answers.signedUpAt());
    }

    private static List<Touch> touches(List<TouchRequest> told) {
        return told.stream().map(TouchRequest::touch).toList();
    }

    /**
     * Those that came from somewhere and are not too old. A time later than now is one of a wrong clock, and taken for now.
     *
     * @param anonymousId of the browser, or null
     * @param personId whose they are if the browser has no id
     */
    private ToldTouches worthKeeping(List<Touch> told, String anonymousId, UUID personId, UUID sourceId, Instant now) {
        String visitor = anonymousId == null ? personId.toString() : anonymousId;
        Instant oldest = now.minus(config.unclaimedKept());
        SortedMap<UUID, Touch> kept = new TreeMap<>();
        told.stream()
                .filter(touch ->
                        TouchPath.cameFromSomewhere(touch) && !touch.at().isBefore(oldest))
                .forEach(touch -> kept.put(idOf(visitor, touch), notAfter(now, touch)));
        return new ToldTouches(
                anonymousId,
                anonymousId == null ? personId : null,
                sourceId,
                List.copyOf(kept.keySet()),
                List.copyOf(kept.values()));
    }

    private UUID idOf(String visitor, Touch touch) {
        return UUID.nameUUIDFromBytes(json.write(List.of(visitor, touch)).getBytes(StandardCharsets.UTF_8));
    }

    private static Touch notAfter(Instant now, Touch touch) {
        Instant at = touch.at().isAfter(now) ? now : touch.at();
        return new Touch(
                at.truncatedTo(ChronoUnit.MICROS),
                touch.landingPage(),
                touch.referrer(),
                touch.utm(),
                touch.clickIds());
    }
}
