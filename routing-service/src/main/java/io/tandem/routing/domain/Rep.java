package io.tandem.routing.domain;

import io.tandem.contracts.Owner;
import java.util.UUID;

/**
 * A salesperson as assignment sees one.
 *
 * @param weight the rep's share compared with the others'
 * @param priority breaks ties, higher first
 * @param capacity how many handoffs may wait for the rep's first touch at once
 * @param waiting how many do
 */
public record Rep(
        UUID id, String name, String email, int weight, int priority, int capacity, int waiting, boolean active) {

    /** Somebody switched off or at capacity never receives. */
    public boolean canReceive() {
        return active && waiting < capacity;
    }

    public Owner asOwner() {
        return new Owner(id, name, email);
    }
}
