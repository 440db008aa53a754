package io.tandem.scoring.usage;

import io.tandem.contracts.TrackedEvent;
import io.tandem.scoring.domain.ForwardDecay;
import io.tandem.scoring.domain.ScoringModel;
import io.tandem.scoring.identity.Statements;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One event of a user as an engagement rule sees it. */
record Usage(String userKey, String rule, BigDecimal weight, Instant at, String messageId, Map<String, Object> detail) {
    private static final Set<String> COUNTED = Set.of("track", "page", "screen");

    /** Whether a call is an event that counts; identify, group and alias only say who is who. */
    static boolean counts(TrackedEvent call) {
        return COUNTED.contains(call.type());
    }

    /** Nothing for calls that do not count. */
    static Optional<Usage> of(TrackedEvent call, ScoringModel.Engagement engagement) {
        if (!counts(call)) {
            return Optional.empty();
        }
        Map<String, Object> properties = call.properties() == null ? Map.of() : call.properties();
        Instant at = happenedAt(call);
        return engagement
                .ruleOf(call.event(), properties)
                .map(rule -> new Usage(
                        Statements.userKeyOf(call),
                        rule.rule(),
                        ForwardDecay.weight(at, engagement.halfLife()),
                        at,
                        call.messageId(),
                        kept(rule, properties)));
    }

    /** A clock that stood at nothing says nothing, and the database has no years before year one. */
    static Instant happenedAt(TrackedEvent call) {
        return call.timestamp().isBefore(Instant.EPOCH) ? Instant.EPOCH : call.timestamp();
    }

    private static Map<String, Object> kept(ScoringModel.Rule rule, Map<String, Object> properties) {
        Map<String, Object> kept = new TreeMap<>();
        for (String name : rule.keep()) {
            Object value = properties.get(name);
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                kept.put(name, value);
            }
        }
        return kept;
    }
}
