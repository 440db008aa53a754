package io.tandem.scoring.domains;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.DomainClassified;
import io.tandem.contracts.DomainKind;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class DomainsConsumerTest {
    private static final Instant NOW = Instant.parse("2026-03-04T08:00:00Z");

    private final String domain = "d" + UUID.randomUUID().toString().substring(0, 8) + ".com";

    @Inject
    Domains domains;

    @Test
    void whatAnAdminSaidGoesBeforeTheShippedLists() {
        TestTopics.send(Topics.DOMAINS, classified(DomainKind.FREE_MAIL, NOW));
        awaitKind(DomainKind.FREE_MAIL);
        assertEquals(Optional.empty(), domains.ofEmail("ana@" + domain));

        TestTopics.send(Topics.DOMAINS, classified(DomainKind.SUFFIX, NOW.plusSeconds(1)));
        awaitKind(DomainKind.SUFFIX);
        assertEquals(Optional.of("cs." + domain), domains.ofEmail("ana@mail.cs." + domain));

        TestTopics.send(Topics.DOMAINS, classified(null, NOW.plusSeconds(2)));
        awaitKind(DomainKind.COMPANY);
    }

    @Test
    void ignoresRedeliveredEvent() {
        UUID eventId = UUID.randomUUID();
        TestTopics.send(Topics.DOMAINS, eventId, classified(DomainKind.FREE_MAIL, NOW));
        TestTopics.send(Topics.DOMAINS, classified(DomainKind.DISPOSABLE, NOW.plusSeconds(1)));
        TestTopics.send(Topics.DOMAINS, eventId, classified(DomainKind.FREE_MAIL, NOW.plusSeconds(9)));
        TestTopics.send(Topics.DOMAINS, classified(DomainKind.SUFFIX, NOW.plusSeconds(2)));

        awaitKind(DomainKind.SUFFIX);
    }

    private void awaitKind(DomainKind kind) {
        await().atMost(Duration.ofSeconds(30)).until(() -> domains.of(domain) == kind);
    }

    private DomainClassified classified(DomainKind kind, Instant at) {
        return new DomainClassified(AccountId.ofDomain(domain), domain, kind, at);
    }
}
