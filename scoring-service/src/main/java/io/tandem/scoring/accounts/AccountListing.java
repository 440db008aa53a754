package io.tandem.scoring.accounts;

import io.tandem.scoring.database.Conditions;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Finds accounts as they were listed last. */
@ApplicationScoped
class AccountListing {
    /** Of what more accounts have, going through them in their order soon meets enough. */
    private static final int RARE = 2_000;

    /** What the index is made of; a text without any has to be looked for in every account. */
    private static final Pattern TRIGRAM = Pattern.compile("[\\p{L}\\p{N}]{3}");

    @Inject
    Database database;

    /** In their order, after a place or, where it is null, from the first. */
    List<AccountOrder.Place> find(AccountFilter.Wanted wanted, AccountOrder.Place after, int limit) {
        Conditions conditions = new Conditions();
        if (wanted.domain() != null) {
            conditions.add("""
                    account_id IN (
                        SELECT coalesce(l.root_id, d.id)
                        FROM account d LEFT JOIN account_link l ON l.account_id = d.id
                        WHERE d.domain = ?)
                    """, wanted.domain().toLowerCase(Locale.ROOT));
        }
        if (wanted.text() != null) {
            addText(wanted.text(), conditions);
        }
        conditions.addIf("grade = ?", wanted.grade());
        conditions.addIf(
                "stage = ?", wanted.stage() == null ? null : wanted.stage().name());
        if (wanted.signal() != null) {
            addByIndex("account_listing", "signals @> ARRAY[?::text]", conditions, wanted.signal());
        }
        conditions.addIf("total >= ?", wanted.minScore());
        conditions.addIf("total <= ?", wanted.maxScore());
        conditions.addIf(
                "company_size = ?",
                wanted.companySize() == null ? null : wanted.companySize().label());
        conditions.addIf("upper(country) = upper(?)", wanted.country());
        conditions.addIf("owned = ?", wanted.owned());
        conditions.addIf("(activated_at IS NOT NULL) = ?", wanted.activated());
        conditions.addIf("last_seen_at > ?", wanted.seenAfter());
        conditions.addIf("last_seen_at <= ?", wanted.seenBefore());
        if (after != null) {
            conditions.add(wanted.order().after(), after.value(), after.value(), after.id());
        }
        return database.query(
                "SELECT account_id, " + wanted.order().column() + " FROM account_listing" + conditions.where()
                        + " ORDER BY " + wanted.order().orderBy() + " LIMIT ?",
                wanted.order()::place,
                conditions.argumentsAnd(limit));
    }

    private void addText(String text, Conditions conditions) {
        String pattern = "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
        String condition = "(name ILIKE ? OR domain ILIKE ?)";
        if (TRIGRAM.matcher(text).find()) {
            addByIndex("account_search", condition, conditions, pattern, pattern);
        } else {
            conditions.add(condition, pattern, pattern);
        }
    }

    /**
     * Accounts that are few are found first, by the index of the condition: a plan is made once for all values, and is
     * to go through all accounts in their order until enough meet the condition.
     */
    private void addByIndex(String table, String condition, Conditions conditions, Object... values) {
        Object[] arguments = Arrays.copyOf(values, values.length + 1);
        arguments[values.length] = RARE + 1;
        List<UUID> found = database.query(
                "SELECT account_id FROM " + table + " WHERE " + condition + " LIMIT ?",
                row -> row.getObject(1, UUID.class),
                arguments);
        if (found.size() <= RARE) {
            conditions.add("account_id = ANY (?::uuid[])", Column.uuids(found));
        } else {
            conditions.add(condition, values);
        }
    }
}
