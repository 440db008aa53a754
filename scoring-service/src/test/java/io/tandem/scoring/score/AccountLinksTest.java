package io.tandem.scoring.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.AccountScored.Trigger;
import io.tandem.contracts.AccountSeparated;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestSignup;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class AccountLinksTest {
    private static final Instant NOW = Instant.parse("2026-03-04T08:00:00Z");

    private final String name = "l" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID part = AccountId.ofDomain(name + "-part.com");
    private final UUID whole = AccountId.ofDomain(name + ".com");
    private final UUID top = AccountId.ofDomain(name + "-top.com");

    @Inject
    SignupGate signups;

    @Inject
    ScoreService scores;

    @Test
    void aSignupOfAPartIsAnsweredUnderTheWhole() {
        TestTopics.send(Topics.SIGNUPS, TestSignup.of("ana@" + name + ".com", CompanySize.UP_TO_10));
        TestTopics.send(Topics.SIGNUPS, merged(part, whole, NOW));
        TestTopics.await(
                Topics.SCORES, AccountMerged.class, merged -> merged.accountId().equals(part));
        SignupQualified signup = TestSignup.of("ben@" + name + "-part.com", CompanySize.OVER_5000);

        TestTopics.send(Topics.SIGNUPS, signup);

        AccountScored scored = TestTopics.await(
                Topics.SCORES,
                AccountScored.class,
                one -> one.trigger() == Trigger.SIGNUP
                        && one.signup().signupId().equals(signup.answers().signupId()));
        assertEquals(whole, scored.accountId());
        assertEquals(name + ".com", scored.domain());
        assertEquals(2, scored.people().size());
        assertEquals(CompanySize.OVER_5000, scored.signup().companySize());
    }

    @Test
    void tellsOfBothAccountsAfterEachChange() {
        signups.qualify(UUID.randomUUID(), TestSignup.of("ana@" + name + ".com", CompanySize.UP_TO_10));
        signups.qualify(UUID.randomUUID(), TestSignup.of("ben@" + name + "-part.com", CompanySize.UP_TO_10));

        TestTopics.send(Topics.SIGNUPS, merged(part, whole, NOW));
        TestTopics.await(
                Topics.SCORES,
                AccountScored.class,
                scored -> scored.accountId().equals(whole)
                        && scored.trigger() == Trigger.USAGE
                        && scored.people().size() == 2);

        TestTopics.send(Topics.SIGNUPS, separated(part, whole, NOW.plusSeconds(1)));
        TestTopics.await(Topics.SCORES, AccountSeparated.class, separated -> separated
                .accountId()
                .equals(part));
        for (UUID account : List.of(part, whole)) {
            TestTopics.await(
                    Topics.SCORES,
                    AccountScored.class,
                    scored -> scored.accountId().equals(account)
                            && scored.trigger() == Trigger.USAGE
                            && scored.people().size() == 1);
        }
    }

    @Test
    void ignoresRedeliveredEvent() {
        AccountMerged merged = merged(part, whole, NOW);
        UUID eventId = UUID.randomUUID();
        TestTopics.send(Topics.SIGNUPS, eventId, merged);
        TestTopics.send(Topics.SIGNUPS, eventId, merged);
        TestTopics.send(Topics.SIGNUPS, separated(part, whole, NOW.plusSeconds(1)));
        TestTopics.await(Topics.SCORES, AccountSeparated.class, separated -> separated
                .accountId()
                .equals(part));
        TestTopics.send(Topics.SIGNUPS, eventId, merged);
        TestTopics.send(Topics.SIGNUPS, merged(part, top, NOW.plusSeconds(2)));

        TestTopics.await(
                Topics.SCORES, AccountMerged.class, one -> one.intoAccountId().equals(top));
        assertEquals(
                1,
                TestTopics.present(Topics.SCORES, AccountMerged.class, merged::equals)
                        .size());
    }

    @Test
    void aChainCountsForItsEndAndACircleLosesNobody() {
        signups.qualify(UUID.randomUUID(), TestSignup.of("ana@" + name + "-part.com", CompanySize.UP_TO_10));
        signups.qualify(UUID.randomUUID(), TestSignup.of("ben@" + name + ".com", CompanySize.UP_TO_10));
        signups.qualify(UUID.randomUUID(), TestSignup.of("eva@" + name + "-top.com", CompanySize.UP_TO_10));
        signups.merge(merged(part, whole, NOW));
        signups.merge(merged(whole, top, NOW));
        assertEquals(top, read(part).facts().id());
        assertEquals(3, read(part).facts().peopleKnown());

        signups.merge(merged(top, part, NOW));

        assertEquals(3, read(part).facts().peopleKnown());
        assertEquals(1, scores.read(List.of(part, whole, top), Instant.now()).size());
        signups.separate(separated(top, part, NOW.plusSeconds(1)));
        assertEquals(top, read(part).facts().id());
        assertTrue(read(top).facts().members().containsAll(List.of(part, whole)));
    }

    private ScoredAccount read(UUID account) {
        return scores.read(List.of(account), Instant.now()).get(0);
    }

    private static AccountMerged merged(UUID account, UUID into, Instant at) {
        return new AccountMerged(account, into, "sister brand", "rae", at);
    }

    private static AccountSeparated separated(UUID account, UUID from, Instant at) {
        return new AccountSeparated(account, from, "rae", at);
    }
}
