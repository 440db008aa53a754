package io.tandem.routing.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.contracts.Motion;
import io.tandem.routing.domain.AfterHours;
import io.tandem.routing.domain.BusinessCalendar;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.Rep;
import io.tandem.routing.domain.Staffing;
import io.tandem.routing.policy.LintFinding.Check;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Policies with something to be found in them, and reps to staff them. */
abstract class LintedPolicies {
    static final Policy SHIPPED = shipped();
    static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    static final Staffing STAFFED = new Staffing(Map.of(
            "SALES_ASSIST", pool(rep("maya@rep.example", true), rep("gone@rep.example", false)),
            "SALES_LED", pool(rep("maya@rep.example", true)),
            "PARTNER", pool(rep("maya@rep.example", true))));

    static LintFinding one(Check check, List<LintFinding> findings) {
        List<LintFinding> found =
                findings.stream().filter(finding -> finding.check() == check).toList();
        assertEquals(1, found.size(), findings.toString());
        return found.get(0);
    }

    static List<LintFinding> lint(Policy policy) {
        return PolicyLint.findings(policy, STAFFED, Instant.EPOCH);
    }

    static Policy rules(Policy.Rule... rules) {
        return new Policy("1", "", SHIPPED.acv(), Arrays.asList(rules));
    }

    static Policy.Rule rule(String name, String when, Motion motion) {
        return new Policy.Rule(name, name, when, new Policy.Then(motion, false, null, 60, name, null, false));
    }

    static Staffing.Pool pool(Rep... reps) {
        return new Staffing.Pool(
                "any",
                AfterHours.QUEUE,
                BusinessCalendar.ALWAYS,
                Arrays.stream(reps)
                        .map(rep -> new Staffing.Member(rep, BusinessCalendar.ALWAYS))
                        .toList());
    }

    static Rep rep(String email, boolean active) {
        return new Rep(
                UUID.nameUUIDFromBytes(email.getBytes(StandardCharsets.UTF_8)), email, email, 1, 0, 10, 0, active);
    }

    static Policy shipped() {
        try {
            return new ObjectMapper().readValue(Policies.resource("/default-policy.json"), Policy.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
