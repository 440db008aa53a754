package io.tandem.contracts;

import java.util.List;

/** The Kafka topics of Tandem. They are created explicitly, never by the broker on first use. */
public final class Topics {
    public static final String SOURCES = "sources.v1";
    public static final String SIGNUPS = "signups.v1";
    public static final String TRACKED_EVENTS = "tracked-events.v1";
    public static final String SCORES = "scores.v1";
    public static final String ROUTES = "routes.v1";
    public static final String RELATIONSHIPS = "relationships.v1";
    public static final String DOMAINS = "domains.v1";
    public static final String PRIVACY = "privacy.v1";

    /** Every topic that carries events, without the dead-letter topics. */
    public static final List<String> ALL =
            List.of(SOURCES, SIGNUPS, TRACKED_EVENTS, SCORES, ROUTES, RELATIONSHIPS, DOMAINS, PRIVACY);

    /** Topics that keep the latest record of each key forever instead of a window of time. */
    public static final List<String> COMPACTED = List.of(SOURCES, DOMAINS);

    /** Partitions of each topic: the most instances of one service that can share its work. */
    public static final int PARTITIONS = 12;

    private Topics() {}

    /** The topic that receives the records of {@code topic} which a consumer could not handle. */
    public static String deadLettersOf(String topic) {
        return topic + ".dlq";
    }
}
