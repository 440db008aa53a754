package io.tandem.scoring.prediction;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "OutcomeRequest", description = "What became of an account, or what is known of it while that is open")
record OutcomeRequest(
        @Schema(description = "The company's domain; either this or accountId")
        String domain,

        String accountId,

        @Schema(
                description = "converted, not-converted, churned or retained; left out while it is open",
                examples = "converted")
        String outcome,

        @Schema(
                description = "Since when the outcome is known: a date or a time with its offset",
                examples = "2026-03-31")
        String knownAt,

        @Schema(
                description = "When the facts below held, not after knownAt; left out they are taken to be of knownAt",
                examples = "2026-03-01")
        String asOf,

        @Schema(description = "What the rules gave the account then")
        Double ruleScore,

        @Schema(description = "Numbers, words, true or false by field; at most 60. No email addresses")
        Map<String, Object> facts,

        @Schema(
                description =
                        "Since when single facts are known; one that is known only after asOf is never learnt from")
        Map<String, String> factsKnownAt) {

    OutcomeReader.Written written() {
        return new OutcomeReader.Written(
                domain,
                accountId,
                outcome,
                knownAt,
                asOf,
                ruleScore == null ? null : ruleScore.toString(),
                facts == null ? Map.of() : facts,
                factsKnownAt == null ? Map.of() : factsKnownAt);
    }
}
