package io.tandem.signup.identity;

import io.tandem.kit.web.Problem;
import io.tandem.signup.audit.AuditTrail;
import io.tandem.signup.domain.MatchKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What admins decide of suggested matches. Nothing is merged before they say so. */
@ApplicationScoped
class MatchSuggestionService {
    private final MatchSuggestionRepository suggestions;
    private final AccountMergeService merges;
    private final AuditTrail audit;

    MatchSuggestionService(MatchSuggestionRepository suggestions, AccountMergeService merges, AuditTrail audit) {
        this.suggestions = suggestions;
        this.merges = merges;
        this.audit = audit;
    }

    @Transactional
    public List<MatchSuggestionView> page(
            Optional<MatchStatus> status, Optional<UUID> accountId, Optional<UUID> after, int rows) {
        return suggestions.page(status, accountId, after, rows);
    }

    @Transactional
    public MatchSuggestionView accept(UUID id) {
        return decide(id, MatchStatus.ACCEPTED, "accepted");
    }

    @Transactional
    public MatchSuggestionView dismiss(UUID id) {
        return decide(id, MatchStatus.DISMISSED, "dismissed");
    }

    private MatchSuggestionView decide(UUID id, MatchStatus status, String action) {
        MatchSuggestionView before = one(id);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        if (!suggestions.decide(id, status, audit.actor(), now)) {
            throw Problem.conflict("The suggestion is decided already.");
        }
        if (status == MatchStatus.ACCEPTED && before.meantMailDomain() == null) {
            AccountMergeRequest merge = new AccountMergeRequest(
                    before.accountId(),
                    null,
                    before.intoAccountId(),
                    null,
                    "Accepted suggestion " + id + " (" + before.kind() + ")");
            suggestions.setMerge(id, merges.merge(merge).id());
        }
        MatchSuggestionView after = one(id);
        audit.append(action, "match-suggestion", id, Decided.from(before), Decided.from(after));
        return after;
    }

    /** Without the companies' names: somebody on free mail may have given theirs, and it goes when they are erased. */
    private record Decided(MatchKind kind, MatchStatus status, UUID accountId, UUID intoAccountId, UUID mergeId) {
        static Decided from(MatchSuggestionView suggestion) {
            return new Decided(
                    suggestion.kind(),
                    suggestion.status(),
                    suggestion.accountId(),
                    suggestion.intoAccountId(),
                    suggestion.mergeId());
        }
    }

    private MatchSuggestionView one(UUID id) {
        return suggestions.find(id).orElseThrow(() -> Problem.notFound("There is no such suggestion."));
    }
}
