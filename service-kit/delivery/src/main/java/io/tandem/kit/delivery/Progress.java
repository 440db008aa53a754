package io.tandem.kit.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Whether a channel's subscriber has handled what it was given and asks for more. */
final class Progress {
    private long requested;
    private boolean busy;

    synchronized void request(long more) {
        requested = requested > Long.MAX_VALUE - more ? Long.MAX_VALUE : requested + more;
        notifyAll();
    }

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
        return await(atMost, false);
    }

    /** True when more can be given, which is waited for at most this long. */
    synchronized boolean isReady(Duration atMost) {
        return await(atMost, true);
    }

    private boolean await(Duration atMost, boolean asked) {
        long end = System.nanoTime() + atMost.toNanos();
        while (busy || asked && requested == 0) {
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
