package io.tandem.routing.policy;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "PolicyValidation", description = "Whether a version can be published, and what is suspicious about it")
record ValidationView(
        boolean valid,

        @Schema(description = "All faults, each with its place")
        List<PolicyFault> faults,

        @Schema(description = "What an admin had better look at; empty as long as there are faults")
        List<LintFinding> lint) {}
