package io.tandem.scoring.domain;

import java.util.List;

/**
 * The first moment of value, by segment: the first segment that an account is in decides what it has to do.
 */
public record Activation(List<Segment> segments) {
    public Activation {
        segments = Lists.copy(segments);
    }

    /**
     * Accounts that reach value in one way: by these steps, one after the other, by anybody there.
     *
     * @param when CEL over {@code account} and {@code plan}; null for all
     * @param withinDays how long the steps may take together; of no matter for a single one
     */
    public record Segment(String segment, String when, List<Step> steps, int withinDays) {
        public Segment {
            steps = Lists.copy(steps);
        }
    }

    /**
     * @param event the event's name
     * @param where CEL over {@code event}; null for every one of this name
     */
    public record Step(String event, String where) {}
}
