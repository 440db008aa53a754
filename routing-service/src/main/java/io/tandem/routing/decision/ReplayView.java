package io.tandem.routing.decision;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of a decision that was made again from its stored inputs, policy and ledger.
 *
 * @param redactedAt since when its inputs lack a person who was erased, so that they are not those it was made from; or
 *     null
 */
record ReplayView(
        UUID decisionId,

        @Schema(description = "Nothing differs, not even a word")
        boolean identical,

        @Schema(
                description =
                        "What was decided is the same, by the same rule, for the same person; a release since then"
                                + " says it in other words")
        boolean wordingOnly,

        List<Difference> differences,
        Instant redactedAt) {

    static ReplayView of(UUID decisionId, List<Difference> differences, Instant redactedAt) {
        boolean words = !differences.isEmpty() && differences.stream().allMatch(Difference::wording);
        return new ReplayView(decisionId, differences.isEmpty(), words, differences, redactedAt);
    }

    /**
     * @param at JSON pointer into the outcome
     * @param wording whether there is a sentence there, which says what the rest of the outcome holds as values
     */
    record Difference(String at, Object stored, Object replayed, boolean wording) {}
}
