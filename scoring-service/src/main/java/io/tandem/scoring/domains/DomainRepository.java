package io.tandem.scoring.domains;

import io.tandem.contracts.DomainClassified;
import io.tandem.contracts.DomainKind;
import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

@ApplicationScoped
class DomainRepository {
    @Inject
    Database database;

    /** What was said later holds, in whatever order it comes. */
    void save(DomainClassified classified) {
        database.update(
                """
                INSERT INTO domain_kind AS d (domain, kind, classified_at) VALUES (?, ?, ?)
                ON CONFLICT (domain) DO UPDATE SET kind = excluded.kind, classified_at = excluded.classified_at
                WHERE d.classified_at <= excluded.classified_at
                """,
                classified.domain(),
                classified.kind() == null ? null : classified.kind().name(),
                classified.classifiedAt());
    }

    Map<String, DomainKind> all() {
        Map<String, DomainKind> kinds = new HashMap<>();
        database.query(
                "SELECT domain, kind FROM domain_kind WHERE kind IS NOT NULL",
                row -> kinds.put(row.getString("domain"), DomainKind.valueOf(row.getString("kind"))));
        return kinds;
    }
}
