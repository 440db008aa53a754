package io.tandem.signup.attribution;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tandem.contracts.Touch;
import io.tandem.signup.domain.CreditModel;
import io.tandem.signup.domain.TouchPath;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a signup came from. */
@Schema(description = "Where a signup came from")
@JsonInclude(JsonInclude.Include.ALWAYS)
record AttributionView(
        UUID signupId,
        Touch first,
        Touch last,

        @Schema(description = "What the person answered to being asked")
        String selfReported,

        @Schema(description = "All visits before the signup that came from somewhere, oldest first")
        List<Step> path) {

    /** One visit, and its share of the credit by each way of sharing it out. */
    record Step(Touch touch, Shares shares) {}

    @Schema(description = "The credit for the signup is 1 by each model")
    record Shares(double firstTouch, double lastTouch, double linear, double uShaped) {
        static Shares of(int place, int touches) {
            return new Shares(
                    CreditModel.FIRST_TOUCH.share(place, touches),
                    CreditModel.LAST_TOUCH.share(place, touches),
                    CreditModel.LINEAR.share(place, touches),
                    CreditModel.U_SHAPED.share(place, touches));
        }
    }

    static AttributionView of(UUID signupId, TouchPath path, String selfReported) {
        List<Touch> touches = path.touches();
        List<Step> steps = IntStream.range(0, touches.size())
                .mapToObj(place -> new Step(touches.get(place), Shares.of(place, touches.size())))
                .toList();
        return new AttributionView(signupId, path.first(), path.last(), selfReported, steps);
    }
}
