package io.tandem.signup.identity;

import io.tandem.contracts.AccountId;
import io.tandem.signup.database.Database;
import io.tandem.signup.privacy.DataSubject;
import io.tandem.signup.privacy.ExportedRows;
import io.tandem.signup.privacy.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The company that somebody on free mail named: the account is the person, so it goes with them. */
@ApplicationScoped
class ClaimedCompany implements PersonalData {
    private final Database database;
    private final ExportedRows rows;

    ClaimedCompany(Database database, ExportedRows rows) {
        this.database = database;
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "claimedCompanies";
    }

    @Override
    public List<?> export(DataSubject subject) {
        return rows.read(
                "SELECT to_jsonb(c) - 'keys' FROM company_profile c WHERE account_id = ? AND domain IS NULL",
                values -> values.add(subject.accountId()));
    }

    @Override
    public long erase(DataSubject subject) {
        // Nobody of that account needs to have been met here.
        UUID own = AccountId.ofEmail(subject.email());
        database.update(
                "UPDATE account_merge SET reason = 'Erased' WHERE ? IN (account_id, into_account_id)",
                values -> values.add(own));
        return database.query("""
                        WITH claimed AS (
                            DELETE FROM company_profile WHERE account_id = ? AND domain IS NULL RETURNING account_id
                        ), unmatched AS (
                            DELETE FROM match_suggestion s USING claimed
                            WHERE claimed.account_id IN (s.account_id, s.into_account_id)
                        )
                        SELECT account_id FROM claimed
                        """, values -> values.add(subject.accountId()), row -> true)
                .size();
    }
}
