package io.tandem.scoring.domain;

import java.util.List;

/**
 * How accounts are scored, as data. A draft may hold anything, so nothing is checked here: what is wrong with a model is
 * told by {@code models.ModelRules}, all of it at once.
 *
 * @param stages {@link Stages#STANDARD} if it is left out
 */
public record ScoringModel(
        String description,
        Fit fit,
        Engagement engagement,
        Grades grades,
        Activation activation,
        List<SignalRule> signals,
        Stages stages) {

    public ScoringModel {
        signals = Lists.copy(signals);
        stages = stages == null ? Stages.STANDARD : stages;
    }
}
