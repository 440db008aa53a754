package io.tandem.crm.domain;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.SignupAnswers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Somebody at an account, as one score tells.
 *
 * @param metAt when the person last signed up or used the product
 * @param seenAt when the score was made
 */
public record KnownPerson(
        UUID accountId,
        UUID personId,
        String name,
        String email,
        String role,
        boolean signedUp,
        boolean doNotLeadWithSales,
        Instant metAt,
        Instant seenAt) {

    /** The people whom a score names by email, each once; what a person said on the form comes first. */
    public static List<KnownPerson> in(AccountScored scored) {
        Map<UUID, KnownPerson> people = new LinkedHashMap<>();
        if (scored.people() != null) {
            for (AccountPerson person : scored.people()) {
                if (person.personId() != null) {
                    people.put(person.personId(), ofUsage(scored, person));
                }
            }
        }
        SignupAnswers signup = scored.signup();
        if (signup != null && signup.personId() != null) {
            people.merge(signup.personId(), ofSignup(scored, signup), (used, said) -> said.completedBy(used));
        }
        return new ArrayList<>(people.values());
    }

    /** This person as two scores tell: the newer one says who they are; a signup is never forgotten. */
    public KnownPerson with(KnownPerson other) {
        KnownPerson newer = other.seenAt.isBefore(seenAt) ? this : other;
        return new KnownPerson(
                accountId,
                personId,
                newer.name,
                newer.email,
                newer.role,
                signedUp || other.signedUp,
                newer.doNotLeadWithSales,
                later(metAt, other.metAt),
                newer.seenAt);
    }

    private static KnownPerson ofUsage(AccountScored scored, AccountPerson person) {
        return new KnownPerson(
                scored.accountId(),
                person.personId(),
                person.name(),
                person.email(),
                person.role(),
                false,
                person.doNotLeadWithSales(),
                // Who has used nothing was met by a signup, which the score of that signup tells.
                person.lastSeenAt() == null ? Instant.EPOCH : person.lastSeenAt(),
                scored.scoredAt());
    }

    private static KnownPerson ofSignup(AccountScored scored, SignupAnswers signup) {
        return new KnownPerson(
                scored.accountId(),
                signup.personId(),
                signup.name(),
                signup.email(),
                signup.role(),
                true,
                signup.doNotLeadWithSales() && !signup.talkToSales(),
                signup.signedUpAt(),
                scored.scoredAt());
    }

    private KnownPerson completedBy(KnownPerson other) {
        return new KnownPerson(
                accountId,
                personId,
                name == null ? other.name : name,
                email == null ? other.email : email,
                role == null ? other.role : role,
                signedUp || other.signedUp,
                doNotLeadWithSales && other.doNotLeadWithSales,
                later(metAt, other.metAt),
                seenAt);
    }

    private static Instant later(Instant first, Instant second) {
        return second.isAfter(first) ? second : first;
    }
}
