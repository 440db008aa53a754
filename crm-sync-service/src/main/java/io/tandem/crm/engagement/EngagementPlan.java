package io.tandem.crm.engagement;

import io.tandem.contracts.Money;
import io.tandem.crm.domain.Milestone;
import io.tandem.crm.domain.TeamMember;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What was agreed about an engagement, and what it has cost so far. */
public record EngagementPlan(
        String name,
        String scope,
        Money budget,
        Money actuals,
        LocalDate startsOn,
        LocalDate endsOn,
        LocalDate renewsOn,
        LocalDate expandsOn,
        List<TeamMember> team,
        List<Milestone> milestones) {

    /** What differs from another, in plain sentences. */
    List<String> changesSince(EngagementPlan before) {
        List<String> changes = new ArrayList<>();
        note(changes, "Name", before.name, name);
        note(
                changes,
                "Scope",
                before.scope == null ? null : "the former",
                scope == null ? null : scope.equals(before.scope) ? "the former" : "another");
        note(changes, "Budget", words(before.budget), words(budget));
        note(changes, "Actuals", words(before.actuals), words(actuals));
        note(changes, "Start", before.startsOn, startsOn);
        note(changes, "End", before.endsOn, endsOn);
        note(changes, "Renewal", before.renewsOn, renewsOn);
        note(changes, "Expansion", before.expandsOn, expandsOn);
        if (!team.equals(before.team)) {
            changes.add("Team is now "
                    + (team.isEmpty()
                            ? "nobody"
                            : team.stream().map(TeamMember::name).collect(Collectors.joining(", "))));
        }
        changes.addAll(Milestone.changes(before.milestones, milestones));
        return changes;
    }

    private static void note(List<String> changes, String what, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            changes.add("%s went from %s to %s".formatted(what, words(before), words(after)));
        }
    }

    private static Object words(Object value) {
        return value == null ? "none" : value;
    }

    private static String words(Money money) {
        return money == null ? null : money.amount().toPlainString() + " " + money.currency();
    }
}
