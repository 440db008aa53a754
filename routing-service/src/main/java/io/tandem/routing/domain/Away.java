package io.tandem.routing.domain;

import java.time.Instant;

/**
 * Somebody is not at work.
 *
 * @param because in words, such as {@code outside working hours}
 * @param until when the rep works again
 */
public record Away(String because, Instant until) {}
