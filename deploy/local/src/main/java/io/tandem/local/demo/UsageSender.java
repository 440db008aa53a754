package io.tandem.local.demo;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.TrackMessage;
import io.tandem.local.StandException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import me.tongfei.progressbar.ProgressBar;

/** The product reports what people do in it, by the official Segment SDK for Java as anybody would install it. */
final class UsageSender {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MOST_ON_THE_WAY = 2_000;

    private final AtomicLong delivered = new AtomicLong();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private final Analytics analytics;
    private final ProgressBar bar;

    UsageSender(URI gateway, String writeKey, ProgressBar bar) {
        this.bar = bar;
        this.analytics = Analytics.builder(writeKey)
                .endpoint(gateway.toString())
                .flushQueueSize(100)
                .flushInterval(1, TimeUnit.SECONDS)
                .callback(new Callback() {
                    @Override
                    public void success(Message message) {
                        delivered.incrementAndGet();
                        bar.step();
                    }

                    @Override
                    public void failure(Message message, Throwable cause) {
                        failure.set(String.valueOf(cause));
                    }
                })
                .build();
    }

    /** Sends the moments in order of time, each person introduced before the first; returns once all are delivered. */
    void send(List<Moment> moments, Instant monthStart) throws InterruptedException {
        Set<String> introduced = new HashSet<>();
        long sent = 0;
        for (Moment moment : moments.stream()
                .sorted(Comparator.comparing(Moment::sinceStart))
                .toList()) {
            Person person = moment.person();
            Instant when = monthStart.plus(moment.sinceStart());
            if (introduced.add(person.userId())) {
                analytics.enqueue(IdentifyMessage.builder()
                        .userId(person.userId())
                        .messageId("demo-" + person.userId() + "-identify")
                        .timestamp(Date.from(when))
                        .traits(Map.of("email", person.email(), "name", person.name())));
                sent++;
            }
            analytics.enqueue(TrackMessage.builder(moment.event())
                    .userId(person.userId())
                    .messageId(moment.messageId())
                    .timestamp(Date.from(when))
                    .properties(moment.properties()));
            sent++;
            bar.setExtraMessage("day " + (moment.sinceStart().toDays() + 1) + " of " + Month.DAYS);
            awaitDelivered(sent - MOST_ON_THE_WAY);
        }
        analytics.flush();
        awaitDelivered(sent);
        analytics.shutdown();
    }

    private void awaitDelivered(long count) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (delivered.get() < count) {
            if (failure.get() != null) {
                throw new StandException("The SDK could not deliver an event: " + failure.get());
            }
            if (Instant.now().isAfter(deadline)) {
                throw new StandException("Only " + delivered.get() + " of " + count + " events were delivered within "
                        + PATIENCE.toSeconds() + " s.");
            }
            Thread.sleep(20);
        }
    }
}
