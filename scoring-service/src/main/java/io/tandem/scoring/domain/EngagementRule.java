package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.util.List;

/**
 * Points for each event of a kind, decaying with age, up to a cap; they may be negative.
 *
 * @param events names of the events that count; empty for every event
 * @param where CEL over {@code event}, decides once and for all whether an event counts; null for all with these names
 * @param when CEL over {@code account}, {@code plan} and {@code person}, decides at the time of scoring whether what
 *     was counted gives points now; null for always
 * @param cap the most points the rule gives, whichever sign; null for no limit of its own
 * @param keep without effect: signals keep the properties that they tell of by their watches. It is part of a measure's
 *     id, so that published versions go on with their sums.
 */
public record EngagementRule(
        String rule,
        List<String> events,
        String where,
        String when,
        BigDecimal points,
        BigDecimal cap,
        List<String> keep,
        String reason) {
    public EngagementRule {
        events = Lists.copy(events);
        keep = Lists.copy(keep);
    }
}
