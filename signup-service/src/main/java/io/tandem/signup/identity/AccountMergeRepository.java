package io.tandem.signup.identity;

import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class AccountMergeRepository {
    private static final String WITH_ROOT = """
            SELECT m.*, (
                WITH RECURSIVE chain AS (
                    SELECT m.into_account_id AS id, 1 AS depth
                    UNION ALL
                    SELECT n.into_account_id, c.depth + 1 FROM chain c JOIN account_merge n ON n.account_id = c.id
                ) SELECT id FROM chain ORDER BY depth DESC LIMIT 1
            ) AS root FROM account_merge m
            """;

    private final Database database;

    AccountMergeRepository(Database database) {
        this.database = database;
    }

    /** One change at a time: two merges that are fine alone could make a circle together. */
    void lock() {
        database.update("LOCK TABLE account_merge IN SHARE ROW EXCLUSIVE MODE", values -> {});
    }

    boolean isPerson(UUID id) {
        return !database.query("SELECT FROM person WHERE id = ?", values -> values.add(id), row -> true)
                .isEmpty();
    }

    void insert(AccountMergeView merge) {
        database.update(
                "INSERT INTO account_merge (id, account_id, into_account_id, reason, merged_by, merged_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                values -> values.add(merge.id())
                        .add(merge.accountId())
                        .add(merge.intoAccountId())
                        .add(merge.reason())
                        .add(merge.mergedBy())
                        .add(merge.mergedAt()));
    }

    void remove(UUID id) {
        database.update("DELETE FROM account_merge WHERE id = ?", values -> values.add(id));
    }

    Optional<AccountMergeView> find(UUID id) {
        return query(" WHERE m.id = ?", values -> values.add(id)).stream().findFirst();
    }

    Optional<AccountMergeView> ofAccount(UUID accountId) {
        return query(" WHERE m.account_id = ?", values -> values.add(accountId)).stream()
                .findFirst();
    }

    List<AccountMergeView> page(Optional<UUID> accountId, Optional<UUID> after, int rows) {
        String where = " WHERE true"
                + (accountId.isPresent() ? " AND ? IN (m.account_id, m.into_account_id)" : "")
                + (after.isPresent() ? " AND m.id > ?" : "")
                + " ORDER BY m.id LIMIT ?";
        return query(where, values -> {
            if (accountId.isPresent()) {
                values.add(accountId.get());
            }
            if (after.isPresent()) {
                values.add(after.get());
            }
            values.add(rows);
        });
    }

    private List<AccountMergeView> query(String where, Database.Binding binding) {
        return database.query(WITH_ROOT + where, binding, AccountMergeRepository::view);
    }

    private static AccountMergeView view(ResultSet row) throws SQLException {
        return new AccountMergeView(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getObject("into_account_id", UUID.class),
                row.getObject("root", UUID.class),
                row.getString("reason"),
                row.getString("merged_by"),
                Database.time(row, "merged_at"));
    }
}
