package io.tandem.signup.identity;

import io.quarkus.runtime.StartupEvent;
import io.tandem.contracts.DomainKind;
import io.tandem.contracts.DomainKinds;
import io.tandem.contracts.ShippedDomains;
import io.tandem.signup.notices.NoticeHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Map;

/** What admins said of domains, then the shipped lists; from memory, for every signup asks. */
@ApplicationScoped
class KnownDomains implements DomainKinds, NoticeHandler {
    private final DomainRepository domains;
    private volatile Map<String, DomainKind> overrides = Map.of();

    KnownDomains(DomainRepository domains) {
        this.domains = domains;
    }

    @Override
    public DomainKind of(String domain) {
        DomainKind said = overrides.get(domain);
        return said != null ? said : ShippedDomains.INSTANCE.of(domain);
    }

    void start(@Observes StartupEvent event) {
        load();
    }

    void onCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) DomainsChanged event) {
        load();
    }

    @Override
    public String channel() {
        return DomainRepository.CHANNEL;
    }

    @Override
    public void onNotice(String payload) {
        load();
    }

    @Override
    public void onConnected() {
        load();
    }

    /** One at a time, so that an older reading does not replace a newer one. */
    private synchronized void load() {
        overrides = domains.kinds();
    }
}
