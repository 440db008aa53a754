package io.tandem.contracts;

import java.time.Instant;
import java.util.Map;

/**
 * A named pattern in usage that fired for an account.
 *
 * @param name such as {@code several-users}, {@code enterprise-feature-touched}, {@code upgrade-blocked}
 * @param reason one plain sentence, such as {@code 3 people of acme.com use the product}
 * @param evidence what it was seen in: counts, event names, user ids; values are strings, numbers or lists of them
 */
public record Signal(String name, Instant firedAt, String reason, Map<String, Object> evidence) {}
