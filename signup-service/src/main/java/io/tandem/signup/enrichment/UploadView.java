package io.tandem.signup.enrichment;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of an uploaded table.
 *
 * @param changed companies of whom it says something new
 * @param refusals the first of the refused rows
 */
@Schema(description = "What became of an uploaded table; of the refused rows the first 100 are named")
record UploadView(UUID id, int accepted, int changed, int refused, List<Refusal> refusals) {
    static final int MAX_REFUSALS = 100;

    /** A row that was not taken; the line is the one where it begins. */
    record Refusal(long line, String reason) {}
}
