package io.tandem.crm.odoo;

import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.LostRecord;
import io.tandem.crm.domain.RecordKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where records went that were merged into others. Odoo deletes what is merged, and moves its external id to what is left.
 * What has none of ours, since Odoo had it before us, is known again by its name, if that is the name of just one.
 */
final class OdooMoves {
    private final OdooApi api;
    private final RecordKind kind;
    private final OdooReading reading;

    OdooMoves(OdooApi api, RecordKind kind, OdooReading reading) {
        this.api = api;
        this.kind = kind;
        this.reading = reading;
    }

    Map<String, String> of(Map<String, LostRecord> lost) throws CrmException {
        Map<String, String> moved = new HashMap<>();
        Map<String, String> named = new HashMap<>();
        for (Map.Entry<String, LostRecord> entry : lost.entrySet()) {
            String there =
                    api.reference(OdooLoad.externalId(kind, entry.getValue().id()));
            if (!there.isEmpty() && !there.equals(entry.getKey())) {
                moved.put(entry.getKey(), there);
            } else if (entry.getValue().name() != null) {
                named.put(entry.getKey(), entry.getValue().name().toLowerCase(Locale.ROOT));
            }
        }
        if (!named.isEmpty()) {
            Map<String, List<String>> holders = new HashMap<>();
            reading.named(named.values()).forEach((remoteId, name) -> {
                if (name != null) {
                    holders.computeIfAbsent(name.toLowerCase(Locale.ROOT), unseen -> new ArrayList<>())
                            .add(remoteId);
                }
            });
            named.forEach((remoteId, name) -> {
                List<String> ids = holders.getOrDefault(name, List.of());
                if (ids.size() == 1 && !ids.get(0).equals(remoteId)) {
                    moved.put(remoteId, ids.get(0));
                }
            });
        }
        return moved;
    }
}
