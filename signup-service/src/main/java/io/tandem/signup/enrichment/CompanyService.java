package io.tandem.signup.enrichment;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.web.Problem;
import io.tandem.signup.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

/** What is known of companies, one transaction each. */
@ApplicationScoped
public class CompanyService {
    private final CompanyRepository companies;
    private final AuditTrail audit;
    private final Outbox outbox;

    CompanyService(CompanyRepository companies, AuditTrail audit, Outbox outbox) {
        this.companies = companies;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** Takes a part of an upload and tells of how many companies it says something new. */
    @Transactional
    public int take(UUID uploadId, SortedMap<String, Firmographics> part) {
        int changed = companies.put(part).size();
        if (changed > 0) {
            audit.append(
                    "uploaded",
                    "enrichment-upload",
                    uploadId,
                    null,
                    Map.of(
                            "from",
                            part.firstKey(),
                            "to",
                            part.lastKey(),
                            "companies",
                            part.size(),
                            "changed",
                            changed));
        }
        return changed;
    }

    /** Takes what an imported part says, in the import's transaction, and tells of which companies it is something new. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<String> know(SortedMap<String, Firmographics> part) {
        return Set.copyOf(companies.put(part));
    }

    /** The companies of which a part would say something new. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<String> wouldChange(SortedMap<String, Firmographics> part) {
        return Set.copyOf(companies.differing(part));
    }

    @Transactional
    public void remove(String typed) {
        String domain = typed.toLowerCase(Locale.ROOT);
        CompanyView before = companies.findToChange(domain).orElseThrow(CompanyService::unknown);
        companies.remove(domain);
        audit.append("removed", "company", AccountId.ofDomain(domain), before, null);
    }

    @Transactional
    CompanyView one(String domain) {
        return companies
                .find(domain.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> Problem.notFound("Nothing is known of this company."));
    }

    @Transactional
    List<CompanyView> page(Optional<String> after, int rows) {
        return companies.page(after, rows);
    }

    /** Tells of some of the changes that are due. */
    @Transactional
    public void tellDue(int atMost) {
        List<CompanyRepository.Change> due = companies.takeDue(atMost);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        due.stream()
                .flatMap(change -> change.event(now).stream())
                .forEach(event -> outbox.append(Topics.SIGNUPS, event));
    }

    private static Problem unknown() {
        return Problem.notFound("Nothing was uploaded of this company.");
    }
}
