package io.tandem.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** How much processor time each part of the stand has used so far, its child processes with it. */
record CpuTime(Map<String, Duration> used) {

    /** @param processes the name of each part and the id of its process */
    static CpuTime of(Map<String, Long> processes) {
        Map<String, Duration> used = new LinkedHashMap<>();
        processes.forEach((part, id) -> ProcessHandle.of(id).ifPresent(process -> used.put(part, usedBy(process))));
        return new CpuTime(used);
    }

    /** What was used from an earlier reading to this one. A child that has ended meanwhile is not in it. */
    CpuTime since(CpuTime earlier) {
        Map<String, Duration> difference = new LinkedHashMap<>(used);
        difference.replaceAll((part, now) -> now.minus(earlier.used.getOrDefault(part, Duration.ZERO)));
        return new CpuTime(difference);
    }

    Duration total() {
        return used.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration usedBy(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
