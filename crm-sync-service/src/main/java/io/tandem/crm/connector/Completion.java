package io.tandem.crm.connector;

import java.time.Instant;

/**
 * That a task was done.
 *
 * @param by whose it was, or who said so, by email; null if the CRM does not say
 */
public record Completion(String by, Instant at) {}
