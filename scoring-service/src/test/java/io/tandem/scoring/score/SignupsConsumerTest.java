package io.tandem.scoring.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.AccountScored.Trigger;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.TestSignup;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SignupsConsumerTest {
    private final String domain = "s" + UUID.randomUUID().toString().substring(0, 8) + ".com";

    @Inject
    UsageGate usage;

    @Inject
    SignupGate signups;

    @Inject
    ScoreService scores;

    @Test
    void scoresTheAccountOfASignup() {
        SignupQualified signup = TestSignup.of("ana@" + domain, CompanySize.UP_TO_5000);

        TestTopics.send(Topics.SIGNUPS, signup);

        AccountScored scored = TestTopics.await(Topics.SCORES, AccountScored.class, answers(signup));
        assertEquals(Trigger.SIGNUP, scored.trigger());
        assertEquals(signup.accountId(), scored.accountId());
        assertEquals(domain, scored.domain());
        assertEquals(47, scored.score().fit());
        assertEquals("A4", scored.score().grade());
        assertEquals("Head of Data", scored.people().get(0).role());
        assertEquals(0, scored.usage().users());
    }

    @Test
    void ignoresRedeliveredEvent() {
        SignupQualified signup = TestSignup.of("ana@" + domain, CompanySize.UP_TO_50);
        SignupQualified marker = TestSignup.of("ben@" + domain, CompanySize.UP_TO_50);
        UUID eventId = UUID.randomUUID();

        TestTopics.send(Topics.SIGNUPS, eventId, signup);
        TestTopics.send(Topics.SIGNUPS, eventId, signup);
        TestTopics.send(Topics.SIGNUPS, marker);

        TestTopics.await(Topics.SCORES, AccountScored.class, answers(marker));
        assertEquals(
                1,
                TestTopics.present(Topics.SCORES, AccountScored.class, answers(signup))
                        .size());
    }

    @Test
    void answersEverySignupOfAnAccountWithItsOwnAnswers() {
        SignupQualified first = TestSignup.of("ana@" + domain, CompanySize.UP_TO_50);
        SignupQualified second = TestSignup.of("ben@" + domain, CompanySize.UP_TO_1000);
        TestTopics.send(Topics.SIGNUPS, first);
        TestTopics.send(Topics.SIGNUPS, second);

        AccountScored ofFirst = TestTopics.await(Topics.SCORES, AccountScored.class, answers(first));
        AccountScored ofSecond = TestTopics.await(Topics.SCORES, AccountScored.class, answers(second));

        assertEquals(CompanySize.UP_TO_50, ofFirst.signup().companySize());
        assertEquals(CompanySize.UP_TO_1000, ofSecond.signup().companySize());
    }

    @Test
    void anOlderSignupThatComesLateDoesNotReplaceTheLatest() {
        Instant now = Instant.now();
        SignupQualified latest = TestSignup.of("ana@" + domain, CompanySize.UP_TO_1000, null, null, now);
        SignupQualified older =
                TestSignup.of("ben@" + domain, CompanySize.UP_TO_10, null, null, now.minus(Duration.ofDays(1)));
        signups.qualify(UUID.randomUUID(), latest);
        signups.qualify(UUID.randomUUID(), older);

        ScoredAccount account =
                scores.read(List.of(latest.accountId()), Instant.now()).get(0);

        assertEquals(CompanySize.UP_TO_1000, account.facts().signup().companySize());
        assertEquals(2, account.facts().peopleKnown());
    }

    @Test
    void countsWhatTheVisitorDidBeforeSigningUp() {
        String browser = "b-" + domain;
        usage.count(List.of(
                TestCall.track("Project Created").anonymous(browser).made(),
                TestCall.page().anonymous(browser).made()));
        SignupQualified signup = TestSignup.of("ana@" + domain, CompanySize.UP_TO_50, null, browser, Instant.now());

        signups.qualify(UUID.randomUUID(), signup);

        ScoredAccount account =
                scores.read(List.of(signup.accountId()), Instant.now()).get(0);
        assertEquals(2, account.facts().usage().events());
        assertEquals(1, account.facts().peopleKnown());
    }

    private static Predicate<AccountScored> answers(SignupQualified signup) {
        return scored -> scored.signup() != null
                && scored.signup().signupId().equals(signup.answers().signupId());
    }
}
