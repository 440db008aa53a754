package io.tandem.kit.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Whether a channel's subscriber has handled what it was given and asks for more. */
final class Progress {
    private long requested;
    private boolean busy;

    synchronized void request(long more) {
        requested = requested > Long.MAX_VALUE - more ? Long.MAX_VALUE : requested + more;
        notifyAll();
    }

    /** From here on something is in hand, although it may have to wait until it is asked for. */
    synchronized void begin() {
        requested--;
        busy = true;
    }

    synchronized void end() {
        busy = false;
        notifyAll();
    }

    /** True when what was given last is handled, which is waited for at most this long. */
    synchronized boolean isHandled(Duration atMost) {
        return await(() -> !busy, atMost);
    }

    /** True when what is in hand was asked for, which is waited for at most this long. */
    synchronized boolean isAskedFor(Duration atMost) {
        return await(() -> requested >= 0, atMost);
    }

    private boolean await(BooleanSupplier reached, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!reached.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
