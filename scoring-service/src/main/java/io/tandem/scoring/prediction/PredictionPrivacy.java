package io.tandem.scoring.prediction;

import static io.tandem.scoring.database.Database.Column.text;

import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * Forgets people here. That an account converted is a fact of the account and stays, without saying who told it; but an
 * account that is nothing but a person goes with them. Rows that models were made from name nobody.
 */
@ApplicationScoped
public class PredictionPrivacy {
    @Inject
    Database database;

    /**
     * To be called before the identities of the keys are removed.
     *
     * @param accountOfEmail the account that the person is if they have no company
     * @return how many rows of each kind there were
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<String, Long> erase(Collection<String> keys, UUID accountOfEmail) {
        int outcomes = database.update("""
                WITH told AS (
                    SELECT e.id, i.account_id FROM outcome_event e LEFT JOIN identity i ON i.key = e.user_key
                    WHERE e.user_key = ANY (?) ORDER BY e.id FOR UPDATE OF e
                )
                UPDATE outcome_event e SET user_key = NULL, account_id = told.account_id FROM told WHERE e.id = told.id
                """, text(keys));
        outcomes += database.update("DELETE FROM past_outcome WHERE account_id = ?", accountOfEmail);
        int facts = database.update("DELETE FROM account_fact WHERE account_id = ?", accountOfEmail);
        facts += database.update("DELETE FROM feature_snapshot WHERE account_id = ?", accountOfEmail);
        facts += database.update("DELETE FROM prediction WHERE account_id = ?", accountOfEmail);
        database.update(
                "DELETE FROM outcome_event WHERE user_key IS NULL AND (account_id = ? OR account_id IS NULL)",
                accountOfEmail);
        return Map.of("outcomes", (long) outcomes, "predictionFacts", (long) facts);
    }
}
