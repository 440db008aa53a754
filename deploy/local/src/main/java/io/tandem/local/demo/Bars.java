package io.tandem.local.demo;

import io.tandem.local.cli.Progress;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars: living ones on a terminal, now and then a line elsewhere. */
final class Bars {
    private static final int LIVE_MILLIS = 150;
    private static final int LINE_MILLIS = 5_000;
    private static final int WIDTH = 120;

    private final PrintStream out;
    private final boolean live = Progress.isTerminal();

    Bars(PrintStream out) {
        this.out = out;
    }

    ProgressBar start(String task, long steps) {
        return new ProgressBarBuilder()
                .setTaskName(String.format("%-22s", task))
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
                .setUpdateIntervalMillis(live ? LIVE_MILLIS : LINE_MILLIS)
                .setMaxRenderedLength(WIDTH)
                .setConsumer(
                        live
                                ? new ConsoleProgressBarConsumer(out, WIDTH)
                                : new DelegatingProgressBarConsumer(
                                        line -> out.println(line.replaceAll("\u001B\\[[0-9;]*m", "")), WIDTH))
                .build();
    }
}
