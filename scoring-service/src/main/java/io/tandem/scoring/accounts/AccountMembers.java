package io.tandem.scoring.accounts;

import static io.tandem.scoring.database.Database.Column.text;

import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.IdentityKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Knows of which account users are. */
@ApplicationScoped
class AccountMembers {
    @Inject
    Database database;

    /** What the account of each user counts as; users without an account are left out. */
    Map<String, UUID> accountsOf(Collection<String> userIds) {
        Map<String, UUID> accounts = new HashMap<>();
        database.query(
                """
                SELECT substr(i.key, 3) AS user_id, coalesce(l.root_id, i.account_id) AS account_id
                FROM identity i LEFT JOIN account_link l ON l.account_id = i.account_id
                WHERE i.key = ANY (?) AND i.account_id IS NOT NULL
                """,
                row -> accounts.put(row.getString("user_id"), row.getObject("account_id", UUID.class)),
                text(userIds.stream().map(IdentityKey::ofUser).distinct().toList()));
        return accounts;
    }
}
