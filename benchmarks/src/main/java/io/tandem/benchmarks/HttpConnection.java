package io.tandem.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One kept-alive connection, one request at a time. It blocks unless its channel was told not to. */
final class HttpConnection implements AutoCloseable {
    private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final byte[] answer = new byte[64 * 1024];
    private final ByteBuffer unread = ByteBuffer.wrap(answer);
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private int whole;

    HttpConnection(URI target) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(target.getHost(), target.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Sends and waits; true when the answer is 200. */
    boolean send(byte[] request) throws IOException {
        begin(request);
        while (!isSent()) {
            write();
        }
        while (!isAnswered()) {
            read();
        }
        return isOk();
    }

    void begin(byte[] request) throws IOException {
        unsent = ByteBuffer.wrap(request);
        unread.clear();
        whole = Integer.MAX_VALUE;
        write();
    }

    void write() throws IOException {
        channel.write(unsent);
    }

    boolean isSent() {
        return !unsent.hasRemaining();
    }

    void read() throws IOException {
        if (channel.read(unread) < 0) {
            throw new EOFException("the connection was closed before the answer was whole");
        }
        int head = whole == Integer.MAX_VALUE ? endOfHead(unread.position()) : -1;
        if (head > 0) {
            whole = head + contentLength(head);
        }
    }

    boolean isAnswered() {
        return unread.position() >= whole;
    }

    boolean isOk() {
        return startsWith(0, OK);
    }

    /** Whether the answer begins with this, which is not in its body. */
    boolean startsWith(byte[] text) {
        return startsWith(0, text);
    }

    boolean contains(byte[] text) {
        for (int at = 0; at <= unread.position() - text.length; at++) {
            if (Arrays.equals(answer, at, at + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    private int endOfHead(int filled) {
        for (int i = 3; i < filled; i++) {
            if (answer[i] == '\n' && answer[i - 1] == '\r' && answer[i - 2] == '\n' && answer[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private int contentLength(int head) {
        for (int i = 0; i < head; i++) {
            if (answer[i] == '\n' && startsWith(i + 1, LENGTH)) {
                int length = 0;
                for (int at = i + 1 + LENGTH.length; answer[at] >= '0' && answer[at] <= '9'; at++) {
                    length = length * 10 + answer[at] - '0';
                }
                return length;
            }
        }
        return 0;
    }

    private boolean startsWith(int at, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if ((answer[at + i] | 0x20) != (text[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
