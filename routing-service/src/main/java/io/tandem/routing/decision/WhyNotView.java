package io.tandem.routing.decision;

import io.tandem.contracts.Motion;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What would have had to be otherwise for a decision to say another motion. */
record WhyNotView(
        UUID decisionId,
        Motion decided,
        Motion asked,

        @Schema(
                description = "The answer in a few sentences",
                examples = "It would have been led by sales, by rule enterprise, if the company had 1001-5000 people.")
        String inWords,

        @Schema(description = "The smallest changes, the most plausible first; empty where none is known")
        List<Flip> flips,

        @Schema(description = "How many changes of the inputs were tried")
        int tried,

        @Schema(
                description =
                        "Whether all that the bound allows was tried: false where the search was cut short, or a rule"
                                + " looks at something of which no other value is known")
        boolean complete) {

    /**
     * One way.
     *
     * @param changes all of them are needed
     * @param rule that would have decided
     */
    record Flip(List<InputChange> changes, String rule, String inWords) {}
}
