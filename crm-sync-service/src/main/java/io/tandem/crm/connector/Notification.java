package io.tandem.crm.connector;

import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * A message that came in from a CRM, not believed yet.
 *
 * @param uri the whole address to which the CRM sent it
 * @param headers gives the value of a header, in any letter case, or null
 * @param body exactly as it came
 */
public record Notification(String method, String uri, UnaryOperator<String> headers, byte[] body, Instant receivedAt) {}
