package io.tandem.crm.stakeholder;

import io.tandem.crm.domain.DecisionRole;
import io.tandem.crm.domain.Influence;
import io.tandem.crm.domain.StakeholderMap;
import io.tandem.crm.domain.Stance;
import java.util.List;
import java.util.UUID;

/** Who reports to whom: everybody, and a line from each superior to each report. */
record StakeholderMapView(List<NodeView> nodes, List<EdgeView> edges) {

    /**
     * Somebody on the map.
     *
     * @param column where they stand from the left, counted from 0 in widths of a box
     * @param level how many stand above them
     * @param left no longer at the company
     */
    record NodeView(
            UUID personId,
            String name,
            String title,
            DecisionRole decisionRole,
            Influence influence,
            Stance stance,
            double column,
            int level,
            boolean left) {}

    /** A reporting line. */
    record EdgeView(UUID superior, UUID report) {}

    static StakeholderMapView from(StakeholderMap map) {
        return new StakeholderMapView(
                map.places().stream()
                        .map(place -> new NodeView(
                                place.member().personId(),
                                place.member().name(),
                                place.member().title(),
                                place.member().decisionRole(),
                                place.member().influence(),
                                place.member().stance(),
                                place.column(),
                                place.level(),
                                place.member().left()))
                        .toList(),
                map.lines().stream()
                        .map(line -> new EdgeView(line.superior(), line.report()))
                        .toList());
    }
}
