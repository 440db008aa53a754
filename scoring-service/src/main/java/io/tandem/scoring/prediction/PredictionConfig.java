package io.tandem.scoring.prediction;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;

/** What counts as an outcome, and how much is kept, learnt from and refreshed. */
@ConfigMapping(prefix = "tandem.scoring.prediction")
interface PredictionConfig {
    /** Names of tracked events that say that an account began to pay. */
    @WithDefault("Subscription Started")
    Set<String> conversionEvents();

    /** Names of tracked events that say that an account ceased to pay. */
    @WithDefault("Subscription Cancelled")
    Set<String> churnEvents();

    /** Days within which what is predicted is to happen. */
    @WithDefault("30")
    @Min(1)
    @Max(365)
    int horizonDays();

    /** Days from one snapshot of an account to the next. */
    @WithDefault("7")
    @Min(1)
    int snapshotDays();

    /** Accounts of which snapshots are kept. Ids are hashes, so the first of them are a fair sample. */
    @WithDefault("50000")
    @Min(1)
    int snapshotAccounts();

    /** Days for which snapshots are kept. */
    @WithDefault("400")
    @Min(1)
    int snapshotRetentionDays();

    /** How many accounts must have converted or cancelled before a model may be used; never fewer than 120. */
    @WithDefault("120")
    @Min(120)
    int fewestEvents();

    /** Rows that a model is made from at most: they are held in memory meanwhile. */
    @WithDefault("20000")
    @Min(1000)
    int mostRows();

    /** Days after which a model is trained anew; 0 for never. */
    @WithDefault("14")
    @Min(0)
    int retrainAfterDays();

    /** Versions that were refused keep their training rows while they are among so many latest ones. */
    @WithDefault("20")
    @Min(1)
    int keptTrainings();

    /** How old a prediction may get. */
    @WithDefault("6h")
    Duration refreshAfter();
}
