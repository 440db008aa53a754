package io.tandem.kit.web;

/** One entry of a problem's {@code errors}: what is wrong, and where. */
public record FieldFault(String field, String detail) {}
