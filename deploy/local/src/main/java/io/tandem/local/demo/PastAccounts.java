package io.tandem.local.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/**
 * Made-up accounts of the last years and what became of them, the same for one seed and day, as a company would upload
 * them from its CRM. Days of use and people matter, a fifth is luck, and the discount is given to whoever signs: a field
 * that knows too much.
 */
final class PastAccounts {
    static final int ROWS = 1_500;
    private static final String HEADER =
            "domain,outcome,known_at,as_of,rule_score,activeDays28,users28,companySize,discount\n";
    private static final String[] SIZES = {"1-10", "11-50", "51-200", "201-500"};

    private PastAccounts() {}

    static String asCsv(long seed, Instant today) {
        Random random = new Random(seed);
        StringBuilder table = new StringBuilder(HEADER);
        Instant day = today.truncatedTo(ChronoUnit.DAYS).minus(ROWS / 2 + 31, ChronoUnit.DAYS);
        for (int i = 0; i < ROWS; i++) {
            int days = random.nextInt(29);
            int people = 1 + random.nextInt(12);
            int size = random.nextInt(SIZES.length);
            double logOdds =
                    -1.4 + 1.3 * (Math.log1p(days) - 2.5) + 0.9 * (Math.log1p(people) - 1.9) + 0.8 * (size - 1.5);
            boolean converted = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
            Instant asOf = day.plus(i * 12L, ChronoUnit.HOURS);
            table.append("past-").append(i).append(".example,");
            table.append(converted ? "converted," : "not-converted,");
            table.append(asOf.plus(30, ChronoUnit.DAYS))
                    .append(',')
                    .append(asOf)
                    .append(',');
            table.append(size * 8 + random.nextInt(10)).append(',');
            table.append(days)
                    .append(',')
                    .append(people)
                    .append(',')
                    .append(SIZES[size])
                    .append(',');
            table.append(converted ? 10 + random.nextInt(10) : 0).append('\n');
        }
        return table.toString();
    }
}
