package io.tandem.contracts;

/**
 * Where the visitor goes from here.
 *
 * @param kind {@code START_PRODUCT}, {@code BOOK_MEETING} or {@code EXPECT_CONTACT}
 * @param url an address to go to
 */
public record NextStep(String kind, String url) {}
