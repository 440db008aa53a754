package io.tandem.signup.identity;

import io.tandem.contracts.DomainKind;
import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ApplicationScoped
class DomainRepository {
    static final String CHANNEL = "domain_classified";

    private static final String PUT = """
            INSERT INTO domain_override (domain, kind, reason, classified_by, classified_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (domain) DO UPDATE SET kind = excluded.kind, reason = excluded.reason,
                classified_by = excluded.classified_by, classified_at = excluded.classified_at
            """;

    private final Database database;

    DomainRepository(Database database) {
        this.database = database;
    }

    Map<String, DomainKind> kinds() {
        Map<String, DomainKind> kinds = new HashMap<>();
        database.query("SELECT * FROM domain_override", values -> {}, DomainRepository::view)
                .forEach(domain -> kinds.put(domain.domain(), domain.kind()));
        return kinds;
    }

    Optional<DomainView> find(String domain) {
        return database
                .query(
                        "SELECT * FROM domain_override WHERE domain = ?",
                        values -> values.add(domain),
                        DomainRepository::view)
                .stream()
                .findFirst();
    }

    /** Changes of one domain, and their events, have one order. */
    void lock(String domain) {
        database.query(
                "SELECT pg_advisory_xact_lock(hashtext('domain_override'), hashtext(?))",
                values -> values.add(domain),
                row -> true);
    }

    void put(DomainView domain) {
        database.update(PUT, values -> values.add(domain.domain())
                .add(domain.kind().name())
                .add(domain.reason())
                .add(domain.classifiedBy())
                .add(domain.classifiedAt()));
        notifyInstances();
    }

    void remove(String domain) {
        database.update("DELETE FROM domain_override WHERE domain = ?", values -> values.add(domain));
        notifyInstances();
    }

    List<DomainView> page(Optional<DomainKind> kind, Optional<String> search, Optional<String> after, int rows) {
        String sql = "SELECT * FROM domain_override WHERE true"
                + (kind.isPresent() ? " AND kind = ?" : "")
                + (search.isPresent() ? " AND position(? in domain) > 0" : "")
                + (after.isPresent() ? " AND domain > ?" : "")
                + " ORDER BY domain LIMIT ?";
        return database.query(
                sql,
                values -> {
                    if (kind.isPresent()) {
                        values.add(kind.get().name());
                    }
                    if (search.isPresent()) {
                        values.add(search.get());
                    }
                    if (after.isPresent()) {
                        values.add(after.get());
                    }
                    values.add(rows);
                },
                DomainRepository::view);
    }

    private void notifyInstances() {
        database.query("SELECT pg_notify('" + CHANNEL + "', '')", values -> {}, row -> true);
    }

    private static DomainView view(ResultSet row) throws SQLException {
        return new DomainView(
                row.getString("domain"),
                DomainKind.valueOf(row.getString("kind")),
                row.getString("reason"),
                row.getString("classified_by"),
                Database.time(row, "classified_at"));
    }
}
