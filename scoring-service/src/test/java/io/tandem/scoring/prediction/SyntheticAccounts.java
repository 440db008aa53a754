package io.tandem.scoring.prediction;

import io.tandem.scoring.domain.prediction.PlattScaling;
import io.tandem.scoring.domain.prediction.TrainingRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Past accounts of which the true chance to convert is known, the same for one seed. */
final class SyntheticAccounts {
    static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    static final Set<String> FIELDS = Set.of("activeDays28", "users28", "companySize", "noise");

    private static final String[] SIZES = {"1-10", "11-50", "51-200", "201-1000"};

    private SyntheticAccounts() {}

    /** What becomes of an account hangs on its usage and size; the rules see half of it. */
    static List<TrainingRow> separated(int accounts, long seed) {
        return made(accounts, seed, 1, 1);
    }

    /** What becomes of an account hangs on nothing. */
    static List<TrainingRow> noise(int accounts, long seed) {
        return made(accounts, seed, 0, 0);
    }

    /** Usage means the opposite from two thirds of the time on. */
    static List<TrainingRow> drifted(int accounts, long seed) {
        return made(accounts, seed, 1, -1);
    }

    private static List<TrainingRow> made(int accounts, long seed, double meaning, double meaningLater) {
        Random random = new Random(seed);
        List<TrainingRow> rows = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            double days = random.nextInt(29);
            double users = 1 + random.nextInt(12);
            int size = random.nextInt(SIZES.length);
            double means = i < accounts * 2 / 3 ? meaning : meaningLater;
            double logOdds = -1.4
                    + means * (1.3 * (Math.log1p(days) - 2.5) + 0.9 * (Math.log1p(users) - 1.9) + 0.8 * (size - 1.5));
            Map<String, Object> facts = new HashMap<>();
            facts.put("activeDays28", days);
            facts.put("users28", users);
            facts.put("companySize", SIZES[size]);
            facts.put("noise", random.nextGaussian());
            Instant asOf = START.plus(Duration.ofHours(i * 8L));
            rows.add(new TrainingRow(
                    i,
                    asOf,
                    asOf.plus(Duration.ofDays(30)),
                    random.nextDouble() < PlattScaling.sigmoid(logOdds),
                    size * 8.0 + random.nextInt(10),
                    facts,
                    Set.of()));
        }
        return rows;
    }
}
