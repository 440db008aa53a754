package io.tandem.routing.rep;

/** Somebody may be able to receive who could not before. Fired inside the transaction of the change. */
public record CapacityFreed() {}
