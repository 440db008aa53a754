package io.tandem.signup.imports;

import io.tandem.contracts.PersonId;
import io.tandem.kit.web.EmailAddress;
import io.tandem.signup.identity.SuggestedAccount;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What becomes of one row.
 *
 * @param reasons why it is refused, or what the outcome comes from
 * @param accountId null if the row does not tell it
 * @param newAccount whether the row is the first to name its account
 * @param match the account that may be the same company, as an admin would be asked; only of dry runs
 * @param personId whose data the cells are, or null
 * @param cells what the row said; null where it must not be kept
 */
record RowResult(
        long line,
        Outcome outcome,
        List<String> reasons,
        UUID accountId,
        Boolean newAccount,
        SuggestedAccount match,
        UUID personId,
        Map<String, String> cells) {

    static RowResult refused(long line, List<String> reasons, UUID personId, Map<String, String> cells) {
        return new RowResult(line, Outcome.REFUSED, reasons, null, null, null, personId, cells);
    }

    static RowResult of(long line, boolean isNew, UUID accountId) {
        return new RowResult(
                line, isNew ? Outcome.NEW : Outcome.UNCHANGED, List.of(), accountId, null, null, null, null);
    }

    /** Whose addresses stand in cells, by themselves or among other text. */
    static Set<UUID> peopleIn(Map<String, String> cells) {
        return cells.values().stream()
                .flatMap(said -> EmailAddress.within(said).stream())
                .map(address -> PersonId.ofEmail(address.normalised()))
                .collect(Collectors.toSet());
    }

    /** Whose data the cells of a refused row may be. */
    Set<UUID> people() {
        Set<UUID> people = new HashSet<>(peopleIn(cells));
        if (personId != null) {
            people.add(personId);
        }
        return people;
    }
}
