package io.tandem.scoring.intake;

import java.util.List;

/**
 * What became of a call's events.
 *
 * @param accepted how many are stored
 * @param rejected which are not, by their place in the batch, and why
 */
record TrackingAnswer(boolean success, int accepted, List<Rejection> rejected) {
    /** One event that cannot be taken; sending it again is of no use. */
    record Rejection(int index, String reason) {}

    static TrackingAnswer accepted(int events) {
        return new TrackingAnswer(true, events, List.of());
    }
}
