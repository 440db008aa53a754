package io.tandem.local.infra;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;

/**
 * Finds ports on the loopback interface that nobody listens on at this moment. They are below those that systems take for
 * connections that go out, of which tests make many: any of these could come between the look and the use.
 */
public final class FreePorts {
    private static final int FIRST = 28_200;
    private static final int LAST = 32_700;
    private static final int TRIES = 100;

    private FreePorts() {}

    public static int any() {
        return any(FreePorts::isFree);
    }

    /** One for a broker that is to come back where it was: its successor, which serves the controller, is free, too. */
    public static int withSuccessor() {
        return any(port -> isFree(port) && isFree(port + 1));
    }

    private static int any(IntPredicate fits) {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (fits.test(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port between " + FIRST + " and " + LAST + " is free");
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
