package io.tandem.crm;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffAssigned;
import io.tandem.contracts.HandoffConverted;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.HandoffExpired;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.HandoffRecycled;
import io.tandem.contracts.HandoffWorked;
import io.tandem.contracts.Motion;
import io.tandem.contracts.NextStep;
import io.tandem.contracts.Owner;
import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignalDetected;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.Stage;
import io.tandem.contracts.Topics;
import io.tandem.contracts.UsageFacts;
import io.tandem.kit.testing.TestTopics;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the other services would say of one account; each story is of an account of its own. */
public final class Story {
    public static final Owner MAYA = owner("Maya Lind", "maya@tandem.example");
    public static final Owner JONAS = owner("Jonas Weber", "jonas@tandem.example");

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    public final String domain = UUID.randomUUID() + ".example";
    public final UUID account = AccountId.ofDomain(domain);
    public final UUID handoff = UUID.randomUUID();

    private static Owner owner(String name, String email) {
        return new Owner(UUID.nameUUIDFromBytes(email.getBytes()), name, email);
    }

    /** So many minutes after the story began. */
    public static Instant minute(int minutes) {
        return START.plusSeconds(60L * minutes);
    }

    public AccountScored scored(int minute, String grade, double total, AccountPerson... people) {
        return scored(minute, grade, total, null, people);
    }

    public AccountScored scored(int minute, String grade, double total, SignupAnswers signup, AccountPerson... people) {
        return new AccountScored(
                account,
                domain,
                "Harbourline Logistics",
                signup == null ? AccountScored.Trigger.USAGE : AccountScored.Trigger.SIGNUP,
                signup,
                new Score(total, total, 0, grade, List.of(), "1"),
                List.of(),
                UsageFacts.NONE,
                Arrays.asList(people),
                minute(minute),
                null,
                false,
                Stage.NONE);
    }

    public SignupAnswers signupOf(String email, String name, String role) {
        return new SignupAnswers(
                UUID.randomUUID(),
                UUID.randomUUID(),
                PersonId.ofEmail(email),
                email,
                name,
                "Harbourline Logistics",
                CompanySize.UP_TO_1000,
                role,
                "Plan shipments",
                "PT",
                false,
                null,
                null,
                Map.of(),
                START,
                Map.of(),
                false,
                false);
    }

    public AccountPerson person(String email, String name, String role) {
        return new AccountPerson(
                email == null ? null : PersonId.ofEmail(email), "u-" + name, email, name, role, 3, START, false);
    }

    public SignalDetected signal(int minute, String reason) {
        return new SignalDetected(account, new Signal("several-users", minute(minute), reason, Map.of("users", 3)));
    }

    public RouteDecided decided(int minute, Motion motion, Owner owner) {
        return decided(minute, motion, owner, null);
    }

    public RouteDecided decided(int minute, Motion motion, Owner owner, UUID handoffId) {
        return new RouteDecided(
                account,
                UUID.randomUUID(),
                null,
                motion,
                "estimated at 36,000 USD a year",
                owner,
                new NextStep("EXPECT_CONTACT", "https://app.tandem.example/welcome"),
                handoffId,
                "1",
                minute(minute));
    }

    public HandoffOpened opened(int minute, Owner owner) {
        return new HandoffOpened(
                account,
                handoff,
                UUID.randomUUID(),
                owner,
                Motion.SALES_ASSIST,
                List.of("ran out of projects", "3 people use the product"),
                "Harbourline plans shipments.",
                minute(minute),
                minute(minute + 60));
    }

    public HandoffAssigned assigned(int minute, Owner owner) {
        return new HandoffAssigned(account, handoff, owner, minute(minute));
    }

    public HandoffDeclined declined(int minute, Owner owner, String reason) {
        return new HandoffDeclined(account, handoff, owner, reason, minute(minute), null);
    }

    public HandoffExpired expired(int minute, Owner owner) {
        return new HandoffExpired(account, handoff, owner, minute(minute), null, minute(minute));
    }

    public HandoffWorked worked(int minute, Owner owner) {
        return new HandoffWorked(account, handoff, owner, "EMAIL", minute(minute));
    }

    public HandoffConverted converted(int minute, Owner owner) {
        return new HandoffConverted(account, handoff, owner, "OPPORTUNITY", minute(minute));
    }

    public HandoffRecycled recycled(int minute, Owner owner, String reason) {
        return new HandoffRecycled(
                account, handoff, owner, reason, minute(minute + 60 * 24 * 30), Motion.SELF_SERVE, minute(minute));
    }

    public HandoffAccepted accepted(int minute, Owner owner) {
        return new HandoffAccepted(account, handoff, owner, minute(minute));
    }

    /** Has somebody of this account erased, and waits until that is done here. */
    public void erase(String email) {
        UUID requestId = UUID.randomUUID();
        TestTopics.send(
                Topics.PRIVACY,
                new PersonErasureRequested(PersonId.ofEmail(email), requestId, account, email, Instant.now()));
        TestTopics.await(
                Topics.PRIVACY, PersonErased.class, erased -> erased.requestId().equals(requestId));
    }
}
