package io.tandem.benchmarks;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** What calls at a fixed rate, or as fast as answers came, have shown; latencies in microseconds. */
record Load(Histogram latencies, int failures, Duration took) {
    double perSecond() {
        return latencies.getTotalCount() / (took.toNanos() / 1e9);
    }

    double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1000.0;
    }
}
