package io.tandem.local.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says what goes on and for how long: one line that is written over on a terminal, whole lines else. */
public final class Progress {
    private static final String CLEAR_LINE = "\r\u001B[2K";

    private final PrintStream out;
    private final boolean live;
    private String detail = "";

    public Progress(PrintStream out) {
        this.out = out;
        this.live = isTerminal();
    }

    /** Whether lines can be written over. The start script knows; what JDKs say of the console differs among them. */
    public static boolean isTerminal() {
        return Boolean.getBoolean("tandem.terminal") && !"dumb".equals(System.getenv("TERM"));
    }

    /** Something that takes a while. */
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Runs the work under this name, with the elapsed time beside it. */
    public void during(String name, Work work) throws IOException, InterruptedException {
        Instant start = Instant.now();
        detail("");
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        if (!live) {
            done("… " + name);
        }
        clock.scheduleAtFixedRate(
                () -> status(name + "  " + elapsed(start) + "  " + currentDetail()), 0, 250, TimeUnit.MILLISECONDS);
        try {
            work.run();
        } finally {
            clock.shutdownNow();
            clock.awaitTermination(2, TimeUnit.SECONDS);
        }
        done("✔ " + name + "  " + elapsed(start));
    }

    /** What exactly goes on within the present work. */
    public synchronized void detail(String text) {
        detail = text;
    }

    private synchronized String currentDetail() {
        return detail;
    }

    /** Shows this until the next line; nothing where lines cannot be written over. */
    public synchronized void status(String text) {
        if (live) {
            out.print(CLEAR_LINE + "  " + text);
            out.flush();
        }
    }

    /** Writes a line that stays. */
    public synchronized void done(String line) {
        out.println((live ? CLEAR_LINE : "") + "  " + line);
        out.flush();
    }

    public static String elapsed(Instant start) {
        return seconds(Duration.between(start, Instant.now()));
    }

    public static String seconds(Duration duration) {
        return duration.toSeconds() >= 60
                ? String.format(Locale.ROOT, "%d min %d s", duration.toMinutes(), duration.toSecondsPart())
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
