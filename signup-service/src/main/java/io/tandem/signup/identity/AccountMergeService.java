package io.tandem.signup.identity;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountSeparated;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.web.Problem;
import io.tandem.signup.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Joins accounts by a link and separates them by removing it. Nothing that either did is rewritten. */
@ApplicationScoped
class AccountMergeService {
    private static final int NAME_BASED = 5;

    private final AccountMergeRepository merges;
    private final DomainService domains;
    private final AuditTrail audit;
    private final Outbox outbox;

    AccountMergeService(AccountMergeRepository merges, DomainService domains, AuditTrail audit, Outbox outbox) {
        this.merges = merges;
        this.domains = domains;
        this.audit = audit;
        this.outbox = outbox;
    }

    @Transactional
    public AccountMergeView merge(AccountMergeRequest request) {
        merges.lock();
        UUID account = account(request.accountId(), request.domain());
        UUID into = account(request.intoAccountId(), request.intoDomain());
        UUID root = merges.ofAccount(into).map(AccountMergeView::rootAccountId).orElse(into);
        if (account.equals(into)) {
            throw Problem.conflict("An account cannot be merged into itself.");
        }
        if (root.equals(account)) {
            throw Problem.conflict("That account is part of this one already.");
        }
        if (merges.ofAccount(account).isPresent()) {
            throw Problem.conflict("The account is merged already; separate it first.");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        AccountMergeView merge =
                new AccountMergeView(UUID.randomUUID(), account, into, root, request.reason(), audit.actor(), now);
        merges.insert(merge);
        audit.append("merged", "account", account, null, Joined.from(merge));
        outbox.append(Topics.SIGNUPS, new AccountMerged(account, into, merge.reason(), merge.mergedBy(), now));
        return merge;
    }

    @Transactional
    public void separate(UUID id) {
        merges.lock();
        AccountMergeView merge = one(id);
        merges.remove(id);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        audit.append("separated", "account", merge.accountId(), Joined.from(merge), null);
        outbox.append(
                Topics.SIGNUPS, new AccountSeparated(merge.accountId(), merge.intoAccountId(), audit.actor(), now));
    }

    @Transactional
    public AccountMergeView one(UUID id) {
        return merges.find(id).orElseThrow(() -> Problem.notFound("There is no such merge."));
    }

    @Transactional
    public List<AccountMergeView> page(Optional<UUID> accountId, Optional<UUID> after, int rows) {
        return merges.page(accountId, after, rows);
    }

    /** Without the reason, which may name a person and stays with the merge. */
    private record Joined(UUID id, UUID accountId, UUID intoAccountId, UUID rootAccountId) {
        static Joined from(AccountMergeView merge) {
            return new Joined(merge.id(), merge.accountId(), merge.intoAccountId(), merge.rootAccountId());
        }
    }

    /**
     * A domain names its account even before anybody was met there. What is known from usage alone is known to scoring
     * only, so an id is taken at its word, unless it is none of an account: theirs are derived from names.
     */
    private UUID account(UUID id, String domain) {
        if (id == null) {
            return domains.companyDomain(domain)
                    .map(AccountId::ofDomain)
                    .orElseThrow(() -> Problem.unprocessable(domain + " names no company."));
        }
        if (id.version() != NAME_BASED || merges.isPerson(id)) {
            throw Problem.notFound(id + " is no account's id.");
        }
        return id;
    }
}
