package io.tandem.signup.enrichment;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells of accounts whose company's data changed, so many a second that visitors need not wait behind a large table. */
@ApplicationScoped
class EnrichmentNews {
    private static final int BATCH = 500;

    private final CompanyService companies;

    EnrichmentNews(CompanyService companies) {
        this.companies = companies;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        companies.tellDue(BATCH);
    }
}
