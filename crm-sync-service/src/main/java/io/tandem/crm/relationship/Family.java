package io.tandem.crm.relationship;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.crm.domain.Stage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How an account and those that count as part of it are served, seen as one. What the account itself has goes before
 * what its members have; but an owner whom a human chose goes before any other.
 *
 * @param version of the account's own row; 0 while it has none
 */
record Family(
        UUID accountId,
        Motion motion,
        Stage stage,
        Owner owner,
        boolean ownerSetByHuman,
        Instant since,
        Instant updatedAt,
        long version) {

    /** Empty unless people serve one of them. */
    static Optional<Family> of(UUID accountId, List<Relationship> rows) {
        List<Relationship> served = rows.stream()
                .filter(Relationship::exists)
                .sorted(Comparator.comparing(
                                (Relationship row) -> !row.accountId().equals(accountId))
                        .thenComparing(Relationship::since)
                        .thenComparing(Relationship::accountId))
                .toList();
        if (served.isEmpty()) {
            return Optional.empty();
        }
        Relationship first = served.get(0);
        Optional<Relationship> owned = served.stream()
                .filter(row -> row.owner() != null)
                .min(Comparator.comparing(row -> !row.ownerSetByHuman()));
        return Optional.of(new Family(
                accountId,
                first.motion(),
                first.stage(),
                owned.map(Relationship::owner).orElse(null),
                owned.map(Relationship::ownerSetByHuman).orElse(false),
                served.stream()
                        .map(Relationship::since)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                served.stream()
                        .map(Relationship::updatedAt)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                rows.stream()
                        .filter(row -> row.accountId().equals(accountId))
                        .mapToLong(Relationship::version)
                        .findFirst()
                        .orElse(0)));
    }

    boolean isOwnedBy(String email) {
        return owner != null && owner.email() != null && owner.email().equalsIgnoreCase(email);
    }
}
