package io.tandem.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends requests that were written beforehand over connections of its own, a thread each: what an HTTP client costs
 * would else be most of what is measured on a small machine.
 */
final class EventSender {
    private static final long LONGEST_MICROS = 60_000_000;
    private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

    private final URI target;
    private final int connections;

    EventSender(URI target, int connections) {
        this.target = target;
        this.connections = connections;
    }

    /** As many requests as get answered. */
    Load.Result asFastAsPossible(Duration duration, Supplier<EventRequest> requests) {
        return send(duration, 0, requests);
    }

    /** So many requests a second, each one's time counting from when it was due. */
    Load.Result atRate(double perSecond, Duration duration, Supplier<EventRequest> requests) {
        return send(duration, perSecond, requests);
    }

    private Load.Result send(Duration duration, double perSecond, Supplier<EventRequest> requests) {
        Histogram latencies = new ConcurrentHistogram(LONGEST_MICROS, 3);
        AtomicInteger failures = new AtomicInteger();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            long interval = perSecond == 0 ? 0 : (long) (connections * 1e9 / perSecond);
            long first = start + interval * i / connections;
            EventRequest request = requests.get();
            Thread thread = new Thread(
                    () -> run(request, first, interval, start + duration.toNanos(), latencies, failures),
                    "sender-" + i);
            thread.start();
            threads.add(thread);
        }
        threads.forEach(EventSender::join);
        return new Load.Result(latencies, failures.get(), Duration.ofNanos(System.nanoTime() - start));
    }

    private void run(
            EventRequest request, long first, long interval, long end, Histogram latencies, AtomicInteger failures) {
        try (Connection connection = new Connection(target)) {
            long due = first;
            while (true) {
                long now = System.nanoTime();
                if (interval > 0) {
                    while (now < due) {
                        LockSupport.parkNanos(due - now);
                        now = System.nanoTime();
                    }
                }
                long since = interval > 0 ? due : now;
                if (since >= end) {
                    return;
                }
                if (!connection.send(request.next())) {
                    failures.incrementAndGet();
                }
                latencies.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - since) / 1000));
                due += interval;
            }
        } catch (IOException broken) {
            failures.incrementAndGet();
            System.err.printf("  a connection broke: %s%n", broken);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** One kept-alive connection, one request at a time. */
    static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final byte[] buffer = new byte[64 * 1024];

        Connection(URI target) throws IOException {
            socket = new Socket(target.getHost(), target.getPort());
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        /** True when the answer is 200. */
        boolean send(byte[] request) throws IOException {
            out.write(request);
            int filled = 0;
            int head = -1;
            while (head < 0) {
                int read = in.read(buffer, filled, buffer.length - filled);
                if (read < 0) {
                    throw new EOFException("the connection was closed before the answer");
                }
                filled += read;
                head = endOfHead(filled);
            }
            int missing = head + contentLength(head) - filled;
            while (missing > 0) {
                int read = in.read(buffer, 0, Math.min(missing, buffer.length));
                if (read < 0) {
                    throw new EOFException("the connection was closed within the answer");
                }
                missing -= read;
            }
            return startsWith(buffer, 0, OK);
        }

        private int endOfHead(int filled) {
            for (int i = 3; i < filled; i++) {
                if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n' && buffer[i - 3] == '\r') {
                    return i + 1;
                }
            }
            return -1;
        }

        private int contentLength(int head) {
            for (int i = 0; i < head; i++) {
                if (buffer[i] == '\n' && startsWith(buffer, i + 1, LENGTH)) {
                    int length = 0;
                    for (int at = i + 1 + LENGTH.length; buffer[at] >= '0' && buffer[at] <= '9'; at++) {
                        length = length * 10 + buffer[at] - '0';
                    }
                    return length;
                }
            }
            return 0;
        }

        private static boolean startsWith(byte[] bytes, int at, byte[] text) {
            for (int i = 0; i < text.length; i++) {
                if ((bytes[at + i] | 0x20) != (text[i] | 0x20)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
