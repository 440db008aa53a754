package io.tandem.scoring.domain;

import io.tandem.contracts.Stage;

/**
 * At which stage an account or a person is, and why in words.
 *
 * @param reason why it is not at the stage it was at, or what keeps it; never null
 */
public record Standing(Stage stage, String reason) {}
