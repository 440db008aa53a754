package io.tandem.scoring.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.TrackMessage;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SegmentSdkTest {
    @Test
    void deliversWhatTheUnchangedSdkSends() {
        TestSource source = TestSource.announced();
        String user = "u-" + UUID.randomUUID();
        Analytics analytics = Analytics.builder(source.writeKey())
                .endpoint("http://localhost:" + RestAssured.port)
                .build();

        analytics.enqueue(IdentifyMessage.builder().userId(user).traits(Map.of("email", "ada@acme.example")));
        analytics.enqueue(GroupMessage.builder("acme").userId(user).traits(Map.of("name", "Acme")));
        for (int i = 0; i < 100; i++) {
            analytics.enqueue(TrackMessage.builder("Report Shared").userId(user).properties(Map.of("number", i)));
        }
        analytics.flush();

        Map<String, Long> byType =
                TestTopics.await(Topics.TRACKED_EVENTS, TrackedEvent.class, 102, event -> user.equals(event.userId()))
                        .stream()
                        .map(sent -> sent.event().type())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertEquals(Map.of("identify", 1L, "group", 1L, "track", 100L), byType);
        analytics.shutdown();
    }
}
