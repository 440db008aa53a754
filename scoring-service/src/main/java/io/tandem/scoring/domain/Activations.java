package io.tandem.scoring.domain;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Finds out whether and when accounts reached value. */
public final class Activations {
    private Activations() {}

    /**
     * The moment of value.
     *
     * @param event the event that completed the steps
     */
    public record Moment(String event, Instant at) {}

    public static Optional<Moment> moment(CompiledModel model, AccountFacts account) {
        Map<String, Object> variables = Variables.of(account);
        return model.definition().activation().segments().stream()
                .filter(segment -> model.conditions().hold(segment.when(), variables))
                .findFirst()
                .flatMap(segment -> moment(segment, account));
    }

    private static Optional<Moment> moment(Activation.Segment segment, AccountFacts account) {
        Activation.Step only = segment.steps().get(0);
        return Optional.ofNullable(account.usageByRule().get(CompiledModel.nameOf(only)))
                .map(usage -> new Moment(only.event(), usage.firstAt()));
    }
}
