package io.tandem.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Sends requests that were written beforehand over many connections from one thread: what an HTTP client or a thread for
 * each connection costs would else be much of what is measured on a small machine.
 */
final class RequestSender {
    private static final long LONGEST_MICROS = 60_000_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final URI target;
    private final int connections;

    RequestSender(URI target, int connections) {
        this.target = target;
        this.connections = connections;
    }

    /** As many requests as get answered. */
    Load asFastAsPossible(Duration duration, Supplier<? extends Request> requests) {
        return send(duration, 0, requests);
    }

    /** So many requests a second, each one's time counting from when it was due. */
    Load atRate(double perSecond, Duration duration, Supplier<? extends Request> requests) {
        return send(duration, perSecond, requests);
    }

    private Load send(Duration duration, double perSecond, Supplier<? extends Request> requests) {
        try (Run run = new Run(duration, perSecond == 0 ? 0 : (long) (connections * 1e9 / perSecond), requests)) {
            return run.result();
        } catch (IOException broken) {
            throw new IllegalStateException("a connection to " + target + " broke: " + broken, broken);
        }
    }

    /** A connection with what it sends. Where there is a rate, each has its share of it. */
    private static final class Lane {
        final HttpConnection connection;
        final Request request;
        long due;
        boolean waiting;
        SelectionKey key;

        Lane(HttpConnection connection, Request request, long due) {
            this.connection = connection;
            this.request = request;
            this.due = due;
        }
    }

    private final class Run implements AutoCloseable {
        private final Selector selector = Selector.open();
        private final List<Lane> lanes = new ArrayList<>();
        private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
        private final long interval;
        private final long start;
        private final long end;
        private int failures;
        private int underWay;

        Run(Duration duration, long interval, Supplier<? extends Request> requests) throws IOException {
            this.interval = interval;
            for (int i = 0; i < connections; i++) {
                Lane lane = new Lane(new HttpConnection(target), requests.get(), interval * i / connections);
                lane.connection.channel().configureBlocking(false);
                lane.key = lane.connection.channel().register(selector, SelectionKey.OP_READ, lane);
                lanes.add(lane);
            }
            start = System.nanoTime();
            end = start + duration.toNanos();
            lanes.forEach(lane -> lane.due += start);
        }

        Load result() throws IOException {
            long now = start;
            while (now < end || underWay > 0) {
                if (now > end + PATIENCE_NANOS) {
                    throw new IOException(underWay + " requests are not answered");
                }
                long next = beginDue(now);
                now = System.nanoTime();
                await(next - now);
                for (SelectionKey ready : selector.selectedKeys()) {
                    goOn((Lane) ready.attachment());
                }
                selector.selectedKeys().clear();
                now = System.nanoTime();
            }
            return new Load(latencies, failures, Duration.ofNanos(now - start));
        }

        /** When the next one is due. */
        private long beginDue(long now) throws IOException {
            long next = Long.MAX_VALUE;
            for (Lane lane : lanes) {
                if (!lane.waiting && lane.due <= now && lane.due < end) {
                    begin(lane);
                }
                if (!lane.waiting && lane.due < end) {
                    next = Math.min(next, lane.due);
                }
            }
            return next == Long.MAX_VALUE ? Math.max(now, end) : next;
        }

        /** The selector counts in milliseconds, which is too coarse for what is due at once. */
        private void await(long nanos) throws IOException {
            if (nanos > TimeUnit.MILLISECONDS.toNanos(2)) {
                selector.select(TimeUnit.NANOSECONDS.toMillis(nanos) - 1);
            } else if (nanos > 0 && selector.selectNow() == 0) {
                LockSupport.parkNanos(Math.min(nanos, 200_000));
            } else if (nanos <= 0) {
                selector.select(underWay > 0 ? 100 : 1);
            }
        }

        private void begin(Lane lane) throws IOException {
            lane.waiting = true;
            underWay++;
            lane.connection.begin(lane.request.next());
            lane.key.interestOps(lane.connection.isSent() ? SelectionKey.OP_READ : SelectionKey.OP_WRITE);
        }

        private void goOn(Lane lane) throws IOException {
            if (!lane.connection.isSent()) {
                lane.connection.write();
                lane.key.interestOps(lane.connection.isSent() ? SelectionKey.OP_READ : SelectionKey.OP_WRITE);
                return;
            }
            lane.connection.read();
            if (!lane.waiting || !lane.connection.isAnswered()) {
                return;
            }
            long now = System.nanoTime();
            latencies.recordValue(Math.min(LONGEST_MICROS, (now - lane.due) / 1000));
            failures += lane.request.succeeded(lane.connection) ? 0 : 1;
            lane.waiting = false;
            underWay--;
            lane.due = interval > 0 ? lane.due + interval : now;
            if (lane.due <= now && now < end) {
                begin(lane);
            }
        }

        @Override
        public void close() throws IOException {
            selector.close();
            for (Lane lane : lanes) {
                lane.connection.close();
            }
        }
    }
}
