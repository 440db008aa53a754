package io.tandem.scoring.score;

import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountSeparated;
import io.tandem.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * What an admin said of an account: that it is part of another, or of none any more.
 *
 * @param intoId null once it stands for itself again
 * @param event as it is passed on
 */
record AccountLink(UUID accountId, UUID intoId, Instant changedAt, Event event) {
    /** As the timeline tells it, of the account that grew or shrank by it. */
    HistoryRepository.Change change() {
        return event instanceof AccountMerged merged
                ? new HistoryRepository.Change(
                        merged.intoAccountId(),
                        changedAt,
                        "MERGED",
                        "Account " + accountId + " became part of this one"
                                + (merged.reason() == null ? "" : ": " + merged.reason()))
                : new HistoryRepository.Change(
                        ((AccountSeparated) event).fromAccountId(),
                        changedAt,
                        "SEPARATED",
                        "Account " + accountId + " is no longer part of this one");
    }

    static AccountLink of(AccountMerged merged) {
        return new AccountLink(merged.accountId(), merged.intoAccountId(), merged.mergedAt(), merged);
    }

    static AccountLink of(AccountSeparated separated) {
        return new AccountLink(separated.accountId(), null, separated.separatedAt(), separated);
    }
}
