package io.tandem.local.demo;

import java.time.Duration;
import java.util.Map;

/**
 * Something that a person does in the product.
 *
 * @param sinceStart when, from the start of the month
 * @param messageId the same whenever the month is played, so that it counts once
 */
record Moment(Person person, String event, Map<String, Object> properties, Duration sinceStart, String messageId) {}
