package io.tandem.local.campaign;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Random;

/**
 * A test at two sizes: every build runs the short form; {@code ./tandem test --campaign NAME} runs the long form, and
 * nothing else. A campaign is an ordinary JUnit test with {@code @Tag("campaign-NAME")} that asks here how much to do,
 * and reports what came of it.
 */
public final class Campaign {
    static final String TAG = "campaign-";
    /** The system property that holds the name of the campaign whose long form runs. */
    public static final String LONG_FORM = "tandem.campaign";
    /** The system property that holds the seed to use again. */
    public static final String SEED = "tandem.campaign.seed";

    private static final long FRESH_SEED = new SecureRandom().nextInt(Integer.MAX_VALUE);

    private Campaign() {}

    /** How many of something: the first in the short form, the second in the long one. */
    public static int size(int shortForm, int longForm) {
        return isLong() ? longForm : shortForm;
    }

    public static boolean isLong() {
        return System.getProperty(LONG_FORM) != null;
    }

    /** What chance depends on: the seed that was asked for, else a fresh one, the same throughout a run. */
    public static long seed() {
        return Long.getLong(SEED, FRESH_SEED);
    }

    /** Chance that the same seed repeats; the seed is told at once, since one that fails reports nothing. */
    public static Random random() {
        System.out.println("campaign seed " + seed());
        return new Random(seed());
    }

    /** Prints one line: what came of a campaign, such as {@code "300 signups, 0 lost"}, and the conditions. */
    public static void report(String name, String figures) {
        System.out.println(line(name, figures));
    }

    static String line(String name, String figures) {
        Runtime runtime = Runtime.getRuntime();
        return String.format(
                Locale.ROOT,
                "campaign %s, %s form: %s (seed %d, %d cores, Java %s on %s %s, %s)",
                name,
                isLong() ? "long" : "short",
                figures,
                seed(),
                runtime.availableProcessors(),
                Runtime.version().feature(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                LocalDate.now(ZoneOffset.UTC));
    }
}
