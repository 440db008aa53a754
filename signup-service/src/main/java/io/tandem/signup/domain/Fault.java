package io.tandem.signup.domain;

/**
 * What is wrong, and where.
 *
 * @param place as a path, such as {@code fields[2].label}
 */
public record Fault(String place, String detail) {}
