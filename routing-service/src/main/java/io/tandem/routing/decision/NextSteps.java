package io.tandem.routing.decision;

import io.tandem.contracts.NextStep;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.rep.RepRepository;
import io.tandem.routing.storage.Database.Call;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Where whoever asked goes next: into the product, to a page that promises contact, or to a rep's calendar. */
@ApplicationScoped
class NextSteps {
    private static final String BOOK_MEETING = "BOOK_MEETING";

    @Inject
    RoutingConfig config;

    /** Asks for the pages of those who are to be met, if anybody is. */
    static Optional<Call<Map.Entry<UUID, String>>> askPages(List<Decided> decided) {
        Set<UUID> meeting = decided.stream()
                .map(Decided::outcome)
                .filter(outcome -> outcome.nextStep().equals(BOOK_MEETING))
                .map(outcome -> outcome.owner().id())
                .collect(Collectors.toSet());
        return meeting.isEmpty() ? Optional.empty() : Optional.of(RepRepository.askMeetingUrls(meeting));
    }

    /** By the ids of the decisions. */
    Map<UUID, NextStep> of(List<Decided> decided, Optional<Call<Map.Entry<UUID, String>>> asked) {
        Map<UUID, String> pages = asked.stream()
                .flatMap(call -> call.rows().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return decided.stream().collect(Collectors.toMap(Decided::id, one -> step(one.outcome(), pages)));
    }

    private NextStep step(Routing.Outcome outcome, Map<UUID, String> pages) {
        RoutingConfig.NextStepUrls urls = config.nextStep();
        return new NextStep(
                outcome.nextStep(),
                switch (outcome.nextStep()) {
                    case BOOK_MEETING ->
                        pages.getOrDefault(
                                outcome.owner().id(),
                                urls.bookMeetingUrl()
                                        .replace("{rep}", outcome.owner().id().toString()));
                    case "EXPECT_CONTACT" -> urls.expectContactUrl();
                    default -> urls.startProductUrl();
                });
    }
}
