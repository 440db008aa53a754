package io.tandem.routing.assignment;

import java.util.UUID;

/**
 * Somebody who could receive work now.
 *
 * @param pool that the work is sent to; one that is retired, too, whose successor the rep belongs to
 */
public record Taker(String pool, UUID repId) {}
