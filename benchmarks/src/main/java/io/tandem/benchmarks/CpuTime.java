package io.tandem.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** How much processor time each part of the stand has used so far: each of its processes, by its id. */
record CpuTime(Map<String, Map<Long, Duration>> byProcess) {

    /** @param processes the name of each part and the id of its process */
    static CpuTime of(Map<String, Long> processes) {
        Map<String, Map<Long, Duration>> used = new LinkedHashMap<>();
        processes.forEach((part, id) -> ProcessHandle.of(id).ifPresent(process -> used.put(part, usedBy(process))));
        return new CpuTime(used);
    }

    /** What was used from an earlier reading to this one. A child that has ended meanwhile is not in it. */
    CpuTime since(CpuTime earlier) {
        Map<String, Map<Long, Duration>> difference = new LinkedHashMap<>();
        byProcess.forEach((part, processes) -> {
            Map<Long, Duration> before = earlier.byProcess.getOrDefault(part, Map.of());
            Map<Long, Duration> since = new HashMap<>(processes);
            since.replaceAll((id, now) -> now.minus(before.getOrDefault(id, Duration.ZERO)));
            difference.put(part, since);
        });
        return new CpuTime(difference);
    }

    Map<String, Duration> used() {
        Map<String, Duration> used = new LinkedHashMap<>();
        byProcess.forEach((part, processes) -> used.put(part, sum(processes.values().stream())));
        return used;
    }

    Duration total() {
        return sum(used().values().stream());
    }

    private static Map<Long, Duration> usedBy(ProcessHandle process) {
        Map<Long, Duration> used = new HashMap<>();
        Stream.concat(Stream.of(process), process.descendants())
                .forEach(each -> each.info().totalCpuDuration().ifPresent(time -> used.put(each.pid(), time)));
        return used;
    }

    private static Duration sum(Stream<Duration> times) {
        return times.reduce(Duration.ZERO, Duration::plus);
    }
}
