package io.tandem.scoring.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;

/**
 * Whether events go to the broker or to the spool. While anything waits in the spool, what comes later waits behind
 * it. Only the drainer turns back, and only when the spool is empty and nobody is about to add to it.
 */
@ApplicationScoped
class SpoolGate {
    private boolean spooling;
    private int writers;
    private long entered;

    synchronized boolean isSpooling() {
        return spooling;
    }

    synchronized void spoolFromNowOn() {
        spooling = true;
    }

    /** The caller writes to the spool, as everybody does from now on, and then says so by {@link #written()}. */
    synchronized void enter() {
        spooling = true;
        writers++;
        entered++;
    }

    /** True if the caller must write to the spool, and then say so by {@link #written()}. */
    synchronized boolean enterIfSpooling() {
        if (spooling) {
            writers++;
            entered++;
        }
        return spooling;
    }

    synchronized void written() {
        writers--;
    }

    /** The spool is asked with the gate open, since nobody may wait at it for the database. */
    void publishAgainIf(BooleanSupplier spoolIsEmpty) {
        long before;
        synchronized (this) {
            if (writers > 0) {
                return;
            }
            before = entered;
        }
        if (spoolIsEmpty.getAsBoolean()) {
            synchronized (this) {
                if (entered == before) {
                    spooling = false;
                }
            }
        }
    }
}
