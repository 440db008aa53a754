package io.tandem.kit.web.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * What is sent where.
 *
 * @param body may be null
 * @param within how long all of it may take, to the last byte of the answer
 */
public record OutboundCall(String method, URI uri, Map<String, String> headers, byte[] body, Duration within) {}
