package io.tandem.contracts;

import java.util.List;

/**
 * What an account is worth a human's time, with the reasons.
 *
 * @param total 0 to 100, the sum of all contributions
 * @param fit 0 to 50: how well the company matches the ideal customer profile
 * @param engagement 0 to 50: what its people do, decayed over time
 * @param grade A1 to D4: fit as a letter, engagement as a digit
 * @param modelVersion the scoring model that was applied
 */
public record Score(
        double total,
        double fit,
        double engagement,
        String grade,
        List<Contribution> explanation,
        String modelVersion) {}
