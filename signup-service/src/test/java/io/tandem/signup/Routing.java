package io.tandem.signup;

import io.tandem.contracts.Motion;
import io.tandem.contracts.NextStep;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.TestTopics;
import java.time.Instant;
import java.util.UUID;

/** Plays the services that decide. */
public final class Routing {
    public static final Owner JONAS =
            new Owner(UUID.fromString("6d4c2dc6-5e9f-4b1e-8f6c-0d0a6ad7c001"), "Jonas Weber", "jonas@tandem.example");

    private Routing() {}

    public static RouteDecided decision(UUID accountId, UUID signupId, Motion motion) {
        return new RouteDecided(
                accountId,
                UUID.randomUUID(),
                signupId,
                motion,
                "36,000 USD a year is sales-assist.",
                motion.hasHuman() ? JONAS : null,
                new NextStep("BOOK_MEETING", "https://example.com/jonas"),
                null,
                "1",
                Instant.parse("2026-03-01T10:00:00Z"));
    }

    /** Waits for the signup of that email and answers it. */
    public static RouteDecided answer(String email, Motion motion) {
        SignupQualified signup = TestTopics.await(Topics.SIGNUPS, SignupQualified.class, event -> event.answers()
                .email()
                .equals(email));
        RouteDecided decided = decision(signup.accountId(), signup.answers().signupId(), motion);
        TestTopics.send(Topics.ROUTES, decided);
        return decided;
    }
}
