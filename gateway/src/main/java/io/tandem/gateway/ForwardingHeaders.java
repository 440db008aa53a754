package io.tandem.gateway;

import java.util.List;
import java.util.Set;

/** What of forwarding headers is believed: a trusted proxy's own word, and nothing that was written before it. */
final class ForwardingHeaders {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private ForwardingHeaders() {}

    /**
     * The address of the caller: of what {@code X-Forwarded-For} lists, in however many lines, the last that is not a trusted
     * proxy itself. Whoever is not trusted is the caller.
     */
    static String callerAddress(String peer, List<String> forwarded, List<String> trustedProxies) {
        String[] all = String.join(",", forwarded).split(",", -1);
        String caller = peer;
        for (int i = all.length - 1; i >= 0 && trustedProxies.contains(caller); i--) {
            String before = all[i].strip();
            if (before.isEmpty()) {
                return caller;
            }
            caller = before;
        }
        return caller;
    }

    /** {@code https} or {@code http}, as the trusted proxy was called, which says so last; else as the gateway was. */
    static String scheme(String peer, boolean ssl, List<String> forwarded, List<String> trustedProxies) {
        String all = String.join(",", forwarded);
        String last = all.substring(all.lastIndexOf(',') + 1).strip();
        if (trustedProxies.contains(peer) && SCHEMES.contains(last)) {
            return last;
        }
        return ssl ? "https" : "http";
    }
}
