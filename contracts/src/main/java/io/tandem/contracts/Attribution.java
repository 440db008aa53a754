package io.tandem.contracts;

/**
 * Where a person came from.
 *
 * @param first of the visits before the signup that came from somewhere, or null
 * @param last of them, or null
 * @param touches how many there were
 * @param selfReported what the person answered to being asked, or null
 */
public record Attribution(Touch first, Touch last, int touches, String selfReported) {}
