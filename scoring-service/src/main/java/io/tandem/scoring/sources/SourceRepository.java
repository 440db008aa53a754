package io.tandem.scoring.sources;

import io.tandem.contracts.SourceChanged;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

@ApplicationScoped
class SourceRepository {
    @Inject
    Database database;

    /** An older state never replaces a newer one: a replayed topic may bring both. */
    void save(SourceChanged source) {
        database.update(
                """
                INSERT INTO source (id, name, enabled, write_key_hashes, changed_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, enabled = excluded.enabled,
                    write_key_hashes = excluded.write_key_hashes, changed_at = excluded.changed_at
                WHERE source.changed_at <= excluded.changed_at
                """,
                source.sourceId(),
                source.name(),
                source.enabled(),
                Column.text(source.writeKeyHashes()),
                source.changedAt());
    }

    /** The sources that may send now, by the hash of each of their keys. */
    Map<String, UUID> byKeyHash() {
        Map<String, UUID> sources = new HashMap<>();
        database.query(
                        "SELECT hash, id FROM source CROSS JOIN unnest(write_key_hashes) AS hash WHERE enabled",
                        row -> Map.entry(row.getString(1), row.getObject(2, UUID.class)))
                .forEach(key -> sources.put(key.getKey(), key.getValue()));
        return sources;
    }
}
