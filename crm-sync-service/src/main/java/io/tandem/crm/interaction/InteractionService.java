package io.tandem.crm.interaction;

import io.tandem.crm.account.AccountFamilies;
import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Caller;
import io.tandem.crm.domain.InteractionKind;
import io.tandem.crm.relationship.RelationshipService;
import io.tandem.crm.timeline.Timeline;
import io.tandem.crm.timeline.TimelineEntry;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/** Interactions stand on the timeline; later facts about them (who took part, what came of it) join them there. */
@ApplicationScoped
class InteractionService {
    private final RelationshipService relationships;
    private final AccountFamilies families;
    private final Timeline timeline;
    private final AuditTrail audit;

    InteractionService(
            RelationshipService relationships, AccountFamilies families, Timeline timeline, AuditTrail audit) {
        this.relationships = relationships;
        this.families = families;
        this.timeline = timeline;
        this.audit = audit;
    }

    @Transactional
    InteractionView record(UUID accountId, InteractionRequest request, Caller author) {
        if (request.forAuthorOnly() && request.kind() != InteractionKind.NOTE) {
            throw RequestFaults.problem("private", "is for a NOTE only");
        }
        relationships.checkWritable(accountId, author);
        UUID id = UUID.randomUUID();
        timeline.append(TimelineEntry.byPerson(
                id,
                accountId,
                request.kind().onTimeline(),
                request.occurredAt().truncatedTo(ChronoUnit.MICROS),
                request.summary().strip(),
                author.email(),
                request.forAuthorOnly()));
        audit.record(
                Instant.now(),
                author.email(),
                "INTERACTION_RECORDED",
                accountId,
                null,
                Map.of("id", id, "kind", request.kind(), "private", request.forAuthorOnly()));
        return find(accountId, id, author);
    }

    @Transactional
    InteractionView find(UUID accountId, UUID id, Caller reader) {
        return timeline.find(families.of(accountId), id, reader.email())
                .filter(entry ->
                        Arrays.stream(InteractionKind.values()).anyMatch(kind -> kind.onTimeline() == entry.kind()))
                .map(InteractionView::from)
                .orElseThrow(() -> Problem.notFound("There is no interaction " + id + "."));
    }
}
