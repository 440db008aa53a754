package io.tandem.local.stand;

import io.tandem.local.StandException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/** Says which part cannot have its port, and how to move it, before anything is started. */
public final class PortCheck {
    private static final int CONNECT_MILLIS = 300;

    private PortCheck() {}

    public static void check(Stand stand) {
        check(stand, PortCheck::isTaken);
    }

    static void check(Stand stand, IntPredicate taken) {
        Map<Integer, PartName> claimed = new HashMap<>();
        for (PartName part : PartName.values()) {
            if (!stand.embeds(part)) {
                continue;
            }
            for (int port : stand.portsOf(part)) {
                PartName other = claimed.putIfAbsent(port, part);
                if (other != null) {
                    throw new StandException("Port " + port + " is wanted by both " + other.label() + " and "
                            + part.label() + ": move one of them with " + other.portVariable() + " or "
                            + part.portVariable() + ".");
                }
                if (taken.test(port)) {
                    throw new StandException("Port " + port + ", which " + part.label()
                            + " needs, is taken by another program: stop that program, or move " + part.label()
                            + " with " + part.portVariable() + "=<port>, or everything with"
                            + " TANDEM_PORT_OFFSET=<number>.");
                }
            }
        }
    }

    private static boolean isTaken(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return !canListen(port);
        }
    }

    private static boolean canListen(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
