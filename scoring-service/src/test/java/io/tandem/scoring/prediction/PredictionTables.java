package io.tandem.scoring.prediction;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A model learns from every outcome there is, so each test begins without any. */
@ApplicationScoped
class PredictionTables {
    @Inject
    Database database;

    void clear() {
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        "TRUNCATE past_outcome, account_fact, outcome_event, feature_snapshot, prediction_model, prediction,"
                                + " prediction_pass"));
    }

    int count(String sql, Object... arguments) {
        return database.query("SELECT count(*) FROM " + sql, row -> row.getInt(1), arguments)
                .get(0);
    }

    void update(String sql, Object... arguments) {
        QuarkusTransaction.requiringNew().run(() -> database.update(sql, arguments));
    }
}
