package io.tandem.routing.decision;

import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Signal;
import io.tandem.routing.assignment.Assignments;
import io.tandem.routing.domain.Brief;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.handoff.Handoffs;
import io.tandem.routing.privacy.Contacts;
import io.tandem.routing.sla.Deadlines;
import io.tandem.routing.storage.Database.Call;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Begins the handoffs that decisions ask for, with all that their owners are told. */
@ApplicationScoped
class HandoffOpenings {
    @Inject
    Handoffs handoffs;

    /** What their owners are told besides. */
    record Asked(Call<UUID> notToContact, Call<Map.Entry<UUID, String>> ended) {}

    static Asked ask(List<Decided> opening) {
        return new Asked(
                Contacts.askNotToContact(opening.stream().map(Decided::scored).toList()),
                Handoffs.askEnded(
                        opening.stream().map(one -> one.scored().accountId()).toList()));
    }

    /** The handoffs that begin, by the decisions that they come from. */
    Map<UUID, Handoffs.Opening> open(List<Decided> opening, Asked asked, Assignments assignments) {
        // For each of them the pools were locked, so nobody changes anybody's hours meanwhile.
        Deadlines.Calendars calendars = Deadlines.of(assignments.calendars());
        HandingOver all = new HandingOver(
                Set.copyOf(asked.notToContact().rows()),
                asked.ended().rows().stream()
                        .collect(Collectors.groupingBy(
                                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList()))),
                calendars);
        Map<UUID, Handoffs.Opening> openings =
                opening.stream().collect(Collectors.toMap(Decided::id, one -> opening(one, all)));
        handoffs.open(List.copyOf(openings.values()), calendars);
        return openings;
    }

    private static Handoffs.Opening opening(Decided one, HandingOver all) {
        Routing.Outcome outcome = one.outcome();
        Brief brief = Brief.of(
                one.scored(),
                outcome,
                all.notToContact(),
                all.before().getOrDefault(one.scored().accountId(), List.of()));
        HandoffOpened opened = new HandoffOpened(
                one.scored().accountId(),
                one.handoffId(),
                one.id(),
                outcome.owner(),
                outcome.motion(),
                outcome.reasons(),
                brief.text(),
                one.at(),
                all.calendars()
                        .due(outcome.owner(), outcome.pool(), one.at(), Duration.ofMinutes(outcome.slaMinutes())));
        return new Handoffs.Opening(
                opened,
                outcome.pool(),
                outcome.slaMinutes(),
                one.inputs().signup() != null && one.inputs().signup().talkToSales(),
                one.inputs().signals().stream().map(Signal::name).toList(),
                brief,
                one.routed().needs());
    }

    /** What is looked up once for all handoffs that begin together. */
    private record HandingOver(Set<UUID> notToContact, Map<UUID, List<String>> before, Deadlines.Calendars calendars) {}
}
