package io.tandem.crm.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who reports to whom, laid out so that it can be drawn: superiors above their reports, everybody in a column of their
 * own or in the middle above their reports.
 *
 * @param places everybody once
 * @param columns how wide it is
 * @param levels how high it is
 */
public record StakeholderMap(List<Place> places, List<Line> lines, double columns, int levels) {

    /** Somebody to be placed. */
    public record Member(
            UUID personId,
            String name,
            String title,
            DecisionRole decisionRole,
            Influence influence,
            Stance stance,
            UUID reportsTo,
            boolean left) {}

    /** Where somebody stands, counted from 0 at the top left. */
    public record Place(Member member, double column, int level) {}

    /** A reporting line. */
    public record Line(UUID superior, UUID report) {}

    /** Whether people would report to one another in a circle if {@code person} reported to {@code superior}. */
    public static boolean makesCircle(Map<UUID, UUID> lines, UUID person, UUID superior) {
        Set<UUID> way = new HashSet<>(Set.of(person));
        for (UUID at = superior; at != null; at = lines.get(at)) {
            if (!way.add(at)) {
                return true;
            }
        }
        return false;
    }

    public static StakeholderMap of(Collection<Member> members) {
        Map<UUID, Member> known = new LinkedHashMap<>();
        members.stream().sorted(ORDER).forEach(member -> known.put(member.personId(), member));
        Map<UUID, UUID> lines = new HashMap<>();
        known.values().forEach(member -> {
            UUID superior = member.reportsTo();
            // What was told of two accounts that count as one may not fit together.
            if (superior != null && known.containsKey(superior) && !makesCircle(lines, member.personId(), superior)) {
                lines.put(member.personId(), superior);
            }
        });
        Layout layout = new Layout(known.values(), lines);
        known.values().stream()
                .filter(member -> !lines.containsKey(member.personId()))
                .forEach(member -> layout.place(member, 0));
        List<Line> drawn = known.keySet().stream()
                .filter(lines::containsKey)
                .map(report -> new Line(lines.get(report), report))
                .toList();
        int levels = layout.places.stream().mapToInt(Place::level).max().orElse(-1) + 1;
        return new StakeholderMap(List.copyOf(layout.places), drawn, layout.columns, levels);
    }

    private static final Comparator<Member> ORDER = Comparator.comparing(
                    Member::influence, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Member::name, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Member::personId);

    private static final class Layout {
        private final Map<UUID, List<Member>> reports;
        private final List<Place> places = new ArrayList<>();
        private double columns;

        Layout(Collection<Member> members, Map<UUID, UUID> lines) {
            reports = members.stream()
                    .filter(member -> lines.containsKey(member.personId()))
                    .collect(Collectors.groupingBy(member -> lines.get(member.personId())));
        }

        double place(Member member, int level) {
            int index = places.size();
            List<Member> below = reports.getOrDefault(member.personId(), List.of());
            double column;
            if (below.isEmpty()) {
                column = columns++;
            } else {
                double first = place(below.get(0), level + 1);
                double last = first;
                for (Member report : below.subList(1, below.size())) {
                    last = place(report, level + 1);
                }
                column = (first + last) / 2;
            }
            places.add(index, new Place(member, column, level));
            return column;
        }
    }
}
