package io.tandem.scoring.domain;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Accounts to score. */
public final class TestFacts {
    public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Map<String, RuleUsage> usage = new HashMap<>();
    private SignupAnswers signup;
    private Firmographics firmographics;
    private int users;
    private Instant firstSeenAt = NOW;

    public static SignupAnswers answers(String email, CompanySize size, String role, String useCase, Instant at) {
        return new SignupAnswers(
                UUID.randomUUID(),
                UUID.randomUUID(),
                PersonId.ofEmail(email),
                email,
                "Ana Silva",
                "Acme",
                size,
                role,
                useCase,
                "PT",
                false,
                null,
                null,
                Map.of(),
                at,
                Map.of(),
                false,
                false);
    }

    TestFacts signup(CompanySize size, String role, String useCase) {
        signup = answers("ana@acme.com", size, role, useCase, NOW);
        return this;
    }

    TestFacts company(Firmographics known) {
        firmographics = known;
        return this;
    }

    TestFacts used(String rule, int events, Instant at) {
        StandardModel.MODEL.rulesOf().forEach((id, rules) -> {
            if (rules.contains(rule)) {
                BigDecimal weights =
                        StandardModel.MODEL.measures().get(id).weight(at).multiply(BigDecimal.valueOf(events));
                RuleUsage used = new RuleUsage(events, weights, at, at);
                rules.forEach(name -> usage.put(name, used));
            }
        });
        return this;
    }

    TestFacts usage(String rule, RuleUsage used) {
        usage.put(rule, used);
        return this;
    }

    TestFacts users(int count) {
        users = count;
        return this;
    }

    TestFacts firstSeen(Instant at) {
        firstSeenAt = at;
        return this;
    }

    AccountFacts facts() {
        return new AccountFacts(
                AccountId.ofDomain("acme.com"),
                List.of(),
                "acme.com",
                "Acme",
                signup,
                said(),
                firmographics,
                null,
                usage,
                new UsageFacts(0, users, users, firstSeenAt, NOW),
                IntStream.range(0, Math.min(users, SignalRule.MOST_PEOPLE))
                        .mapToObj(i -> new Arrival("user" + i + "@acme.com", NOW.minusSeconds(100 - i)))
                        .toList(),
                List.of(),
                users,
                false);
    }

    private Map<String, String> said() {
        Map<String, String> said = new HashMap<>();
        if (signup != null) {
            said.put(
                    "companySize",
                    signup.companySize() == null ? null : signup.companySize().label());
            said.put("role", signup.role());
            said.put("useCase", signup.useCase());
            said.put("country", signup.country());
        }
        return said;
    }
}
