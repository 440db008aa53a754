package io.tandem.scoring.domain;

/**
 * A watch as a kind of signal needs it.
 *
 * @param onlyFirst whether only the first time matters, for which one row a user is kept
 */
public record WatchUse(Watch watch, boolean onlyFirst) {}
