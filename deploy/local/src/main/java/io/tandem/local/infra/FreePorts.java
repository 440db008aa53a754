package io.tandem.local.infra;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports on the loopback interface that nobody listens on at this moment. They are below those that systems take for
 * connections that go out, of which tests make many: any of these could come between the look and the use.
 */
final class FreePorts {
    private static final int FIRST = 28_200;
    private static final int LAST = 32_700;
    private static final int TRIES = 100;

    private FreePorts() {}

    static int any() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
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
