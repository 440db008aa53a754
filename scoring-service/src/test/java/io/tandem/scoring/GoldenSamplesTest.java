package io.tandem.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountEnriched;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountSeparated;
import io.tandem.contracts.Event;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.score.ScoreService;
import io.tandem.scoring.score.ScoredAccount;
import io.tandem.scoring.score.SignupGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What others send is understood, as the contracts' samples have it. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class GoldenSamplesTest {
    @Inject
    ObjectMapper json;

    @Inject
    SignupGate signups;

    @Inject
    UsageGate usage;

    @Inject
    ScoreService scores;

    @Inject
    Database database;

    @Test
    void understandsASignup() throws IOException {
        SignupQualified sample = sample(SignupQualified.class);

        signups.qualify(UUID.randomUUID(), sample);

        ScoredAccount account =
                scores.read(List.of(sample.accountId()), Instant.now()).get(0);
        assertEquals(sample.answers(), account.facts().signup());
        assertEquals(sample.domain(), account.facts().domain());
    }

    @Test
    void understandsATrackedEvent() throws IOException {
        TrackedEvent sample = sample(TrackedEvent.class);

        usage.count(List.of(sample));

        assertTrue(database
                .query(
                        "SELECT properties::text FROM tracked_event WHERE source_id = ? AND message_id = ?",
                        row -> row.getString(1),
                        sample.sourceId(),
                        sample.messageId())
                .stream()
                .findFirst()
                .isPresent());
    }

    @Test
    void understandsThatAnAccountWasEnriched() throws IOException {
        AccountEnriched sample = sample(AccountEnriched.class);
        signups.qualify(UUID.randomUUID(), sample(SignupQualified.class));

        signups.enrich(sample);

        assertEquals(
                sample.firmographics(),
                scores.read(List.of(sample.accountId()), Instant.now())
                        .get(0)
                        .facts()
                        .firmographics());
    }

    @Test
    void understandsThatAccountsWereMergedAndSeparated() throws IOException {
        AccountMerged merged = sample(AccountMerged.class);
        AccountSeparated separated = sample(AccountSeparated.class);

        signups.merge(merged);
        assertEquals(merged.intoAccountId(), shown(merged.accountId()));

        signups.separate(separated);
        assertEquals(separated.accountId(), shown(separated.accountId()));
    }

    private UUID shown(UUID account) {
        return scores.read(List.of(account), Instant.now()).get(0).facts().id();
    }

    private <E extends Event> E sample(Class<E> type) throws IOException {
        try (InputStream resource = type.getResourceAsStream("/samples/" + type.getSimpleName() + ".json")) {
            return json.readValue(resource, type);
        }
    }
}
