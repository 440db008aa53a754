package io.tandem.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountEnriched;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountSeparated;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.SignupQualified;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.local.campaign.Campaign;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.score.ScoreService;
import io.tandem.scoring.score.ScoredAccount;
import io.tandem.scoring.score.SignalGate;
import io.tandem.scoring.score.SignupGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Merging and separating commute with everything that happens at the accounts meanwhile. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class LinkOrderTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final int ACCOUNTS = 4;

    @Inject
    UsageGate usage;

    @Inject
    SignupGate signups;

    @Inject
    ScoreService scores;

    @Inject
    SignalGate signals;

    @Inject
    Database database;

    @Test
    @Tag("campaign-event-order")
    void anyOrderAndRepetitionOfLinksSignupsAndUsageGivesTheSame() {
        for (int seed = 1; seed <= Campaign.size(3, 10); seed++) {
            Run inOrder = new Run(seed);
            Stream.concat(inOrder.facts().stream(), inOrder.links().stream()).forEach(Runnable::run);
            String expected = inOrder.result();
            for (int permutation = 1; permutation <= Campaign.size(2, 3); permutation++) {
                Random random = new Random(seed * 31L + permutation);
                Run shuffled = new Run(seed);
                List<Runnable> all = new ArrayList<>(shuffled.facts());
                all.addAll(shuffled.links());
                for (int i = 0; i < 10; i++) {
                    all.add(all.get(random.nextInt(all.size())));
                }
                Collections.shuffle(all, random);
                all.forEach(Runnable::run);
                assertEquals(expected, shuffled.result(), "seed " + seed);
            }
        }
    }

    @Test
    @Tag("campaign-event-order")
    void separatingRestoresWhatWouldBeWithoutTheMerge() {
        for (int seed = 101; seed <= Campaign.size(102, 106); seed++) {
            Run never = new Run(seed);
            never.facts().forEach(Runnable::run);
            Run undone = new Run(seed);
            List<Runnable> facts = undone.facts();
            facts.subList(0, 10).forEach(Runnable::run);
            for (int part = 1; part < ACCOUNTS; part++) {
                undone.merge(part, part - 1, NOW);
            }
            facts.subList(10, facts.size()).forEach(Runnable::run);
            assertNotEquals(never.result(), undone.result(), "seed " + seed);
            for (int part = 1; part < ACCOUNTS; part++) {
                undone.separate(part, NOW.plusSeconds(1));
            }
            assertEquals(never.result(), undone.result(), "seed " + seed);
        }
    }

    /** The same accounts and events for every run of one seed, under names of its own. */
    private final class Run {
        private final long seed;
        private final String prefix = "y" + UUID.randomUUID().toString().substring(0, 8);
        private final UUID source = UUID.randomUUID();

        Run(long seed) {
            this.seed = seed;
        }

        private String domain(int account) {
            return prefix + account + ".com";
        }

        private UUID id(int account) {
            return AccountId.ofDomain(domain(account));
        }

        List<Runnable> facts() {
            Random random = new Random(seed);
            List<Runnable> facts = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                int account = random.nextInt(ACCOUNTS);
                String email = "p" + random.nextInt(4) + "@" + domain(account);
                Instant at = NOW.minusSeconds(random.nextInt(30 * 86_400));
                switch (random.nextInt(5)) {
                    case 0 -> {
                        SignupQualified signup = signup(random, email, at);
                        UUID event = UUID.randomUUID();
                        facts.add(() -> signups.qualify(event, signup));
                    }
                    case 1 -> {
                        AccountEnriched enriched = new AccountEnriched(id(account), company(random), at);
                        facts.add(() -> signups.enrich(enriched));
                    }
                    default -> {
                        String user = prefix + account + "-" + random.nextInt(4);
                        String event = random.nextBoolean() ? "Report Shared" : "Plan Limit Reached";
                        String message = "m" + i;
                        facts.add(() -> usage.count(List.of(
                                TestCall.identify(user, Map.of("email", email))
                                        .message("i" + message)
                                        .from(source)
                                        .at(at)
                                        .made(),
                                TestCall.track(event)
                                        .message(message)
                                        .from(source)
                                        .user(user)
                                        .at(at)
                                        .made())));
                    }
                }
            }
            return facts;
        }

        private SignupQualified signup(Random random, String email, Instant at) {
            CompanySize size = random.nextBoolean() ? null : CompanySize.values()[random.nextInt(6)];
            return TestSignup.with(
                    TestSignup.of(email, size, null, null, at),
                    random.nextBoolean() ? null : "Head of Data",
                    random.nextBoolean() ? null : "reporting",
                    random.nextInt(5) == 0,
                    random.nextBoolean());
        }

        private static Firmographics company(Random random) {
            CompanySize size = CompanySize.values()[random.nextInt(6)];
            return new Firmographics(null, null, size, "PT", null, Map.of("companySize", "table"));
        }

        List<Runnable> links() {
            Random random = new Random(seed + 1_000);
            List<Runnable> links = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int part = 1 + random.nextInt(ACCOUNTS - 1);
                Instant at = NOW.plusSeconds(i);
                if (random.nextInt(3) == 0) {
                    links.add(() -> separate(part, at));
                } else {
                    int into = random.nextInt(part);
                    links.add(() -> merge(part, into, at));
                }
            }
            return links;
        }

        void merge(int part, int into, Instant at) {
            signups.merge(new AccountMerged(id(part), id(into), "sister", "rae", at));
        }

        void separate(int part, Instant at) {
            signups.separate(new AccountSeparated(id(part), id(part), "rae", at));
        }

        /** What each account counts as, all that is known of that, and the signals stored. */
        String result() {
            StringBuilder text = new StringBuilder();
            signals.look(IntStream.range(0, ACCOUNTS).mapToObj(this::id).toList(), NOW);
            for (int account = 0; account < ACCOUNTS; account++) {
                List<ScoredAccount> found = scores.read(List.of(id(account)), NOW);
                text.append(account).append(": ");
                if (!found.isEmpty() && found.get(0).facts().signup() != null
                        || !found.isEmpty() && found.get(0).facts().peopleKnown() > 0) {
                    text.append(EventOrderTest.shown(found.get(0)))
                            .append("\n  ")
                            .append(found.get(0).facts().said())
                            .append(found.get(0).facts().firmographics())
                            .append(found.get(0).facts().doNotLeadWithSales());
                }
                text.append("\n  stored: ")
                        .append(database.query(
                                "SELECT reason FROM signal WHERE account_id = ? ORDER BY reason COLLATE \"C\"",
                                row -> row.getString("reason"),
                                id(account)))
                        .append('\n');
            }
            return text.toString().replace(prefix, "");
        }
    }
}
