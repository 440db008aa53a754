package io.tandem.kit.web.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/** Which addresses are in the open internet: what others name as a place to call must not lead to the inside. */
final class OutboundAddresses {
    private OutboundAddresses() {}

    /** False for this machine, private networks, cloud metadata, and whatever carries such an address within it. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic(bytes) : isPublicSixth(bytes);
    }

    private static boolean isPublic(byte[] four) {
        int first = four[0] & 0xff;
        int second = four[1] & 0xff;
        boolean sharedByCarriers = first == 100 && second >= 64 && second < 128;
        boolean protocolAssignments = first == 192 && second == 0 && four[2] == 0;
        boolean benchmarks = first == 198 && (second == 18 || second == 19);
        return first != 0 && first < 240 && !sharedByCarriers && !protocolAssignments && !benchmarks;
    }

    private static boolean isPublicSixth(byte[] six) {
        int first = (six[0] & 0xff) << 8 | (six[1] & 0xff);
        int second = (six[2] & 0xff) << 8 | (six[3] & 0xff);
        boolean uniqueLocal = (six[0] & 0xfe) == 0xfc;
        boolean carriesFour =
                first == 0x2002 || (first == 0x2001 && second == 0) || (first == 0x64 && second == 0xff9b);
        boolean compatible = first == 0 && Arrays.equals(six, 0, 12, new byte[12], 0, 12);
        return !uniqueLocal && !carriesFour && !compatible;
    }
}
