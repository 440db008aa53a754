package io.tandem.scoring.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountEnriched;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.AccountScored.Trigger;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.TestSignup;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is known of companies from elsewhere, and of contacts who are not to be led with sales. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class CompaniesTest {
    private static final Instant NOW = Instant.parse("2026-03-04T08:00:00Z");

    private final String domain = "c" + UUID.randomUUID().toString().substring(0, 8) + ".com";
    private final UUID account = AccountId.ofDomain(domain);

    @Inject
    SignupGate signups;

    @Inject
    UsageGate usage;

    @Inject
    ScoreService scores;

    @Test
    void tellsWhatBecameKnownOfACompany() {
        signups.qualify(UUID.randomUUID(), TestSignup.contact("ana@" + domain, NOW));

        TestTopics.send(Topics.SIGNUPS, enriched(CompanySize.UP_TO_200, NOW));

        AccountScored scored = TestTopics.await(
                Topics.SCORES,
                AccountScored.class,
                one -> one.accountId().equals(account) && one.firmographics() != null);
        assertEquals(Trigger.USAGE, scored.trigger());
        assertEquals(
                "the company table says 51 to 200 people",
                scored.score().explanation().get(0).reason());
    }

    @Test
    void ignoresRedeliveredEvent() {
        signups.qualify(UUID.randomUUID(), TestSignup.contact("ana@" + domain, NOW));
        UUID eventId = UUID.randomUUID();
        TestTopics.send(Topics.SIGNUPS, eventId, enriched(CompanySize.UP_TO_200, NOW));
        TestTopics.send(Topics.SIGNUPS, eventId, enriched(CompanySize.UP_TO_200, NOW));

        TestTopics.send(Topics.SIGNUPS, enriched(CompanySize.OVER_5000, NOW.plusSeconds(1)));
        TestTopics.send(Topics.SIGNUPS, eventId, enriched(CompanySize.UP_TO_200, NOW));
        SignupQualified marker = TestSignup.of("ben@" + domain, CompanySize.OVER_5000);
        TestTopics.send(Topics.SIGNUPS, marker);

        TestTopics.await(
                Topics.SCORES,
                AccountScored.class,
                one -> one.accountId().equals(account)
                        && one.trigger() == Trigger.SIGNUP
                        && one.signup().email().startsWith("ben@"));
        assertTrue(TestTopics.present(
                                Topics.SCORES,
                                AccountScored.class,
                                one -> one.accountId().equals(account)
                                        && one.firmographics() != null
                                        && one.firmographics().companySize() == CompanySize.UP_TO_200)
                        .size()
                <= 1);
        assertEquals(CompanySize.OVER_5000, facts().firmographics().companySize());
    }

    @Test
    void whatASignupBringsOfItsCompanyIsKeptUntilMoreIsKnown() {
        SignupQualified signup = TestSignup.contact("ana@" + domain, NOW);
        signups.qualify(UUID.randomUUID(), TestSignup.with(signup, company(CompanySize.UP_TO_50)));
        assertEquals(CompanySize.UP_TO_50, facts().firmographics().companySize());

        signups.enrich(enriched(CompanySize.UP_TO_1000, NOW.plusSeconds(5)));
        signups.enrich(enriched(CompanySize.UP_TO_10, NOW.minusSeconds(5)));

        assertEquals(CompanySize.UP_TO_1000, facts().firmographics().companySize());
    }

    @Test
    void aContactWhoWasAskedNothingTakesNoAnswerAway() {
        signups.qualify(UUID.randomUUID(), TestSignup.of("ana@" + domain, CompanySize.OVER_5000, null, null, NOW));

        signups.qualify(UUID.randomUUID(), TestSignup.contact("ben@" + domain, NOW.plusSeconds(1)));

        assertEquals("5001+", facts().said().get("companySize"));
        assertEquals("Head of Data", facts().said().get("role"));
    }

    @Test
    void doesNotLeadWithSalesWhileEverySignupSaysSo() {
        signups.qualify(UUID.randomUUID(), TestSignup.contact("ana@" + domain, NOW));
        signups.qualify(UUID.randomUUID(), TestSignup.contact("ben@" + domain, NOW));
        assertTrue(facts().doNotLeadWithSales());

        signups.qualify(
                UUID.randomUUID(),
                TestSignup.with(TestSignup.contact("ana@" + domain, NOW.plusSeconds(1)), null, null, true, true));

        assertFalse(facts().doNotLeadWithSales());
        assertEquals(
                Map.of("ana@" + domain, false, "ben@" + domain, true),
                facts().people().stream()
                        .collect(java.util.stream.Collectors.toMap(
                                person -> person.email(), person -> person.doNotLeadWithSales())));

        signups.qualify(UUID.randomUUID(), TestSignup.contact("ana@" + domain, NOW.plusSeconds(2)));
        assertFalse(facts().doNotLeadWithSales(), "who asked for a human once stays open to sales");
    }

    @Test
    void leadsWithSalesWhereSomebodyElseUsesTheProduct() {
        signups.qualify(UUID.randomUUID(), TestSignup.contact("ana@" + domain, NOW));
        usage.count(List.of(
                TestCall.identify("u" + domain, Map.of("email", "eva@" + domain))
                        .made(),
                TestCall.track("Signed In").user("u" + domain).made()));

        assertFalse(facts().doNotLeadWithSales());
    }

    private AccountFacts facts() {
        return scores.read(List.of(account), Instant.now()).get(0).facts();
    }

    private AccountEnriched enriched(CompanySize size, Instant at) {
        return new AccountEnriched(account, company(size), at);
    }

    private static Firmographics company(CompanySize size) {
        return new Firmographics("Acme", "Logistics", size, "PT", null, Map.of("companySize", "table"));
    }
}
