package io.tandem.crm.domain;

import java.time.Duration;

/**
 * How long to wait before trying again: twice as long each time, up to a limit, and between half and all of that, so
 * that what failed together does not come back together. Which part of it depends on the key alone, not on chance.
 */
public record Backoff(Duration first, Duration longest) {
    /** Failures that say nothing against the records yet. */
    public static final int PATIENCE = 2;

    /**
     * @param failures how often it failed in a row, from 1
     * @param key what is tried again
     */
    public Duration after(int failures, Object key) {
        long whole = Math.min(longest.toMillis(), first.toMillis() << Math.min(30, Math.max(0, failures - 1)));
        long spread = Math.floorMod(mixed(31L * key.hashCode() + failures), 1_000L);
        return Duration.ofMillis(whole / 2 + whole * spread / 2_000);
    }

    /**
     * How many records go together that failed so often together. One that upsets the CRM is alone in its call after a
     * while; a CRM that is away for a moment does not make small calls of large ones.
     */
    public static int together(int most, int failures) {
        return Math.max(1, most >> Math.min(20, Math.max(0, failures - PATIENCE)));
    }

    /** Spreads neighbouring numbers; the finaliser of MurmurHash3 (Austin Appleby, public domain). */
    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
