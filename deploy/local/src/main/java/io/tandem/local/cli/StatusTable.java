package io.tandem.local.cli;

import io.tandem.local.stand.PartState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The table that {@code status} prints. */
final class StatusTable {
    private static final List<String> HEADER =
            List.of("PART", "STATE", "PID", "RESTARTS", "MEMORY", "PORT", "SINCE", "");

    private StatusTable() {}

    static String of(List<PartState> parts, ToLongFunction<PartState> memory, Instant now) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        long total = 0;
        for (PartState part : parts) {
            long bytes = memory.applyAsLong(part);
            total += bytes;
            rows.add(List.of(
                    part.part(),
                    part.state().name().toLowerCase(Locale.ROOT),
                    part.pid() == 0 ? "-" : Long.toString(part.pid()),
                    Integer.toString(part.restarts()),
                    bytes == 0 ? "-" : megabytes(bytes),
                    part.port() == 0 ? "-" : Integer.toString(part.port()),
                    ago(Duration.between(part.since(), now)),
                    part.detail() == null ? "" : part.detail()));
        }
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(any -> any.get(at).length())
                        .max()
                        .orElse(0);
                line.append(String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s  ", row.get(column)));
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        return table.append("In all ")
                .append(megabytes(total))
                .append(" of memory.\n")
                .toString();
    }

    private static String megabytes(long bytes) {
        return bytes / (1024 * 1024) + " MiB";
    }

    private static String ago(Duration duration) {
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() < 1
                ? duration.toMinutes() + " min"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
}
