package io.tandem.scoring.domain;

import io.tandem.contracts.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Brings what is recorded of an account's episodes in line with what is found. An episode that meets a recorded one is
 * the same, also when late usage moves its start, so it is told once.
 */
public final class SignalLedger {
    private SignalLedger() {}

    /**
     * An episode as it is recorded.
     *
     * @param id null before it is stored
     * @param withdrawn what showed it turned out to belong elsewhere
     * @param silenced nobody is to hear of it
     * @param told the others have heard of it
     */
    public record Row(Long id, String name, Episode episode, boolean withdrawn, boolean silenced, boolean told) {
        boolean inForce() {
            return open() && !silenced;
        }

        boolean open() {
            return episode.goesOn() && !withdrawn;
        }

        Signal signal() {
            return new Signal(
                    name,
                    episode.startedAt(),
                    episode.latest().reason(),
                    episode.latest().evidence());
        }
    }

    /**
     * @param changed to be stored
     * @param dropped ids of rows that never were told and show nothing
     * @param fired to be told
     * @param inForce what is in force now, in the order of time
     */
    public record Entry(List<Row> changed, List<Long> dropped, List<Signal> fired, List<Signal> inForce) {}

    /** @param silenced tells by its name whether a signal of the account is to be kept from others */
    public static Entry enter(List<Signals.Found> found, List<Row> recorded, Predicate<String> silenced, Instant now) {
        List<Row> changed = new ArrayList<>();
        List<Long> dropped = new ArrayList<>();
        List<Signal> fired = new ArrayList<>();
        List<Signal> inForce = new ArrayList<>();
        Set<Row> left = new HashSet<>(recorded);
        for (Signals.Found signal : found) {
            for (Episode episode : signal.episodes()) {
                Row same = left.stream()
                        .filter(row -> row.name().equals(signal.name()))
                        .filter(row -> episode.meets(
                                row.episode().startedAt(), row.episode().endedAt()))
                        .min(Comparator.comparing(Row::withdrawn)
                                .thenComparing(row -> row.episode().startedAt())
                                .thenComparing(Row::id))
                        .orElse(null);
                left.remove(same);
                if (same == null && isOver(episode, signal.since())) {
                    // Whatever was recorded of it is read no more, so it would be recorded anew at every look.
                    continue;
                }
                Row row = row(signal, episode, same, silenced.test(signal.name()));
                if (row.inForce()) {
                    inForce.add(row.signal());
                    if (!row.told()) {
                        row = new Row(row.id(), row.name(), row.episode(), false, false, true);
                        fired.add(row.signal());
                    }
                }
                if (!row.equals(same)) {
                    changed.add(row);
                }
            }
        }
        for (Row row : left) {
            Instant since = found.stream()
                    .filter(signal -> signal.name().equals(row.name()))
                    .map(Signals.Found::since)
                    .findFirst()
                    .orElse(Instant.MAX);
            boolean gone = !row.episode().startedAt().isBefore(since);
            if (gone && !row.told()) {
                dropped.add(row.id());
            } else if (!row.withdrawn() && (gone || row.episode().goesOn())) {
                changed.add(ended(row, gone, now));
            }
        }
        inForce.sort(Comparator.comparing(Signal::firedAt).thenComparing(Signal::name));
        return new Entry(changed, dropped, fired, inForce);
    }

    private static boolean isOver(Episode episode, Instant since) {
        return !episode.goesOn() && episode.endedAt().isBefore(since);
    }

    private static Row row(Signals.Found signal, Episode episode, Row same, boolean silenced) {
        if (same == null) {
            return new Row(null, signal.name(), episode, false, silenced && episode.goesOn(), false);
        }
        // What is kept does not reach back to the start of an episode that began before it. What others were told stays
        // as they were told, whatever becomes known later.
        Episode recorded = same.episode();
        boolean older = recorded.startedAt().isBefore(signal.since());
        boolean told = same.told() && !same.withdrawn();
        Episode merged = new Episode(
                older ? recorded.startedAt() : episode.startedAt(),
                episode.endedAt(),
                older || told ? recorded.fired() : episode.fired(),
                episode.latest());
        return new Row(same.id(), signal.name(), merged, false, episode.goesOn() ? silenced : same.silenced(), told);
    }

    private static Row ended(Row row, boolean withdrawn, Instant now) {
        Episode episode = row.episode();
        return new Row(
                row.id(),
                row.name(),
                new Episode(
                        episode.startedAt(),
                        Objects.requireNonNullElse(episode.endedAt(), now),
                        episode.fired(),
                        episode.latest()),
                withdrawn,
                row.silenced(),
                row.told());
    }
}
