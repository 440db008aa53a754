package io.tandem.signup.identity;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanyDomain;
import io.tandem.contracts.DomainClassified;
import io.tandem.contracts.DomainKind;
import io.tandem.contracts.DomainKinds;
import io.tandem.contracts.ShippedDomains;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.web.EmailAddress;
import io.tandem.kit.web.Problem;
import io.tandem.signup.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What admins say of domains. Each change is audited, and told to the other services and instances. */
@ApplicationScoped
class DomainService {
    private final DomainRepository domains;
    private final DomainKinds kinds;
    private final AuditTrail audit;
    private final Outbox outbox;
    private final Event<DomainsChanged> changed;

    DomainService(
            DomainRepository domains,
            DomainKinds kinds,
            AuditTrail audit,
            Outbox outbox,
            Event<DomainsChanged> changed) {
        this.domains = domains;
        this.kinds = kinds;
        this.audit = audit;
        this.outbox = outbox;
        this.changed = changed;
    }

    @Transactional
    public DomainView classify(String typed, DomainRequest request) {
        String domain = deciding(typed);
        domains.lock(domain);
        Optional<DomainView> before = domains.find(domain);
        DomainView after = new DomainView(domain, request.kind(), request.reason(), audit.actor(), now());
        domains.put(after);
        record("classified", domain, before.orElse(null), after);
        return after;
    }

    @Transactional
    public void takeBack(String typed) {
        String domain = deciding(typed);
        domains.lock(domain);
        DomainView before =
                domains.find(domain).orElseThrow(() -> Problem.notFound("Nobody has said what this domain is."));
        domains.remove(domain);
        record("taken-back", domain, before, null);
    }

    @Transactional
    public List<DomainView> page(Optional<DomainKind> kind, Optional<String> search, Optional<String> after, int rows) {
        return domains.page(kind, search.map(text -> text.strip().toLowerCase(Locale.ROOT)), after, rows);
    }

    @Transactional
    public DomainExplainedView explain(String typed) {
        String domain = deciding(typed);
        Optional<DomainView> said = domains.find(domain);
        DomainKind kind = kinds.of(domain);
        Optional<String> company = companyDomain(typed);
        DomainExplainedView.Origin origin = said.isPresent()
                ? DomainExplainedView.Origin.ADMIN
                : ShippedDomains.INSTANCE.of(domain) == DomainKind.COMPANY
                        ? DomainExplainedView.Origin.NOT_LISTED
                        : DomainExplainedView.Origin.SHIPPED_LIST;
        return new DomainExplainedView(
                domain,
                said.map(DomainView::kind).orElse(kind),
                origin,
                said.orElse(null),
                company.orElse(null),
                company.map(AccountId::ofDomain).orElse(null));
    }

    /** The domain that names the company of somebody with an address on this host, if one does. */
    Optional<String> companyDomain(String typed) {
        EmailAddress address = address(typed);
        return CompanyDomain.of(address.domain(), address.registrableDomain(), kinds);
    }

    /** The part of a host that is asked for its kind. */
    private String deciding(String typed) {
        EmailAddress address = address(typed);
        // What an admin takes for free mail still has to be found here, so every kind but SUFFIX names its domain.
        return CompanyDomain.of(
                        address.domain().replaceFirst("^(alum|alumn[a-z]+)\\.", ""),
                        address.registrableDomain(),
                        domain -> kinds.of(domain) == DomainKind.SUFFIX ? DomainKind.SUFFIX : DomainKind.COMPANY)
                .or(address::registrableDomain)
                .orElseThrow();
    }

    private static EmailAddress address(String typed) {
        return EmailAddress.parse("x@" + typed.strip())
                .filter(address -> address.registrableDomain().isPresent())
                .orElseThrow(() -> Problem.badRequest("That is not a domain that somebody can register."));
    }

    private void record(String action, String domain, DomainView before, DomainView after) {
        UUID accountId = AccountId.ofDomain(domain);
        audit.append(action, "domain", accountId, Said.from(before), Said.from(after));
        outbox.append(
                Topics.DOMAINS, new DomainClassified(accountId, domain, after == null ? null : after.kind(), now()));
        changed.fire(new DomainsChanged());
    }

    /** Without the reason, which may name a person and stays with the domain. */
    private record Said(String domain, DomainKind kind, String classifiedBy, Instant classifiedAt) {
        static Said from(DomainView view) {
            return view == null ? null : new Said(view.domain(), view.kind(), view.classifiedBy(), view.classifiedAt());
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
