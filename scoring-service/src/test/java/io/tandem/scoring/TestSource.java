package io.tandem.scoring;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.tandem.contracts.SourceChanged;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.web.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A website or app that may send to the service under test. */
public record TestSource(UUID id, String writeKey) {
    /** Announces a new source as the signup service does, and waits until its key is known. */
    public static TestSource announced() {
        TestSource source = new TestSource(UUID.randomUUID(), ApiKey.generate("tk_"));
        TestTopics.send(Topics.SOURCES, source.changed(true, Instant.now()));
        await().atMost(Duration.ofSeconds(30)).until(() -> source.settingsStatus() == 200);
        return source;
    }

    /** A state of this source, which may have more keys than the one. */
    public SourceChanged changed(boolean enabled, Instant at, String... moreKeys) {
        List<String> hashes = Stream.concat(Stream.of(writeKey), Arrays.stream(moreKeys))
                .map(ApiKey::hash)
                .toList();
        return new SourceChanged(id, "Shop", "WEBSITE", hashes, enabled, at);
    }

    /** 200 when the key is accepted, else 401. */
    public int settingsStatus() {
        return given().get("/v1/projects/{key}/settings", writeKey).statusCode();
    }
}
