package io.tandem.routing.policy;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "PolicyDiff", description = "What differs between two versions")
record PolicyDiffView(int before, int after, List<PolicyDiff.Difference> differences) {}
