package io.tandem.crm.relationship;

import io.tandem.crm.account.Account;

/** The account's latest score. */
record ScoreView(double total, String grade) {
    static ScoreView from(Account account) {
        return account == null ? null : new ScoreView(account.scoreTotal(), account.grade());
    }
}
