package io.tandem.kit.web;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** By what callers are told apart where calls are counted. */
public final class CallerAddress {
    private static final int NETWORK_BYTES = 8;

    private CallerAddress() {}

    /**
     * An IPv4 address as it is; of an IPv6 address its network of 64 bits, for every line has a whole one and could call from
     * another address each time. What is no address is its own name.
     */
    public static String of(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return address;
        }
        try {
            InetAddress read = InetAddress.getByAddress(bytes);
            if (read instanceof Inet6Address) {
                Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
                return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
            }
            return read.getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("An address has 4 or 16 bytes", impossible);
        }
    }
}
