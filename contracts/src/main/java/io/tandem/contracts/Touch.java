package io.tandem.contracts;

import java.time.Instant;
import java.util.Map;

/**
 * One visit that came from somewhere.
 *
 * @param landingPage the page where the visit began, without its query
 * @param referrer the page it came from, without its query, or null
 * @param utm campaign parameters without the {@code utm_} prefix
 * @param clickIds identifiers that advertising platforms append, by their parameter: gclid, fbclid, msclkid…
 */
public record Touch(
        Instant at, String landingPage, String referrer, Map<String, String> utm, Map<String, String> clickIds) {}
