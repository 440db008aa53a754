package io.tandem.scoring.domains;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.tandem.contracts.CompanyDomain;
import io.tandem.contracts.DomainKind;
import io.tandem.contracts.DomainKinds;
import io.tandem.contracts.ShippedDomains;
import io.tandem.kit.web.EmailAddress;
import io.tandem.kit.web.RegistrableDomain;
import io.tandem.scoring.database.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells what a domain is, and which domain names a company. What admins said is held in memory. */
@ApplicationScoped
public class Domains implements DomainKinds {
    private static final Logger LOG = Logger.getLogger(Domains.class);

    @Inject
    DomainRepository repository;

    private volatile Map<String, DomainKind> said = Map.of();

    @Override
    public DomainKind of(String domain) {
        DomainKind kind = said.get(domain);
        return kind != null ? kind : ShippedDomains.INSTANCE.of(domain);
    }

    /** The company's domain that an email names. */
    public Optional<String> ofEmail(String email) {
        return EmailAddress.parse(email)
                .flatMap(address -> CompanyDomain.of(address.domain(), address.registrableDomain(), this));
    }

    /** The company's domain that a host names. */
    public Optional<String> ofHost(String host) {
        return CompanyDomain.of(host, RegistrableDomain.of(host), this);
    }

    void onStart(@Observes StartupEvent start) {
        reload();
    }

    /** Picks up what other instances have consumed. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        reload();
    }

    void reload() {
        try {
            said = Map.copyOf(repository.all());
        } catch (DatabaseException e) {
            LOG.warn("What admins said of domains could not be read; what is known stays in use", e);
        }
    }
}
