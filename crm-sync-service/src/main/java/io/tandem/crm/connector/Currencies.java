package io.tandem.crm.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * In which money sales may be in a CRM. Read once in a while.
 *
 * @param usual what counts where a sale says nothing; null if that is not known
 * @param known all that there are, by ISO code; none where amounts have no currency of their own
 */
public record Currencies(String usual, Set<String> known, Instant readAt) {
    private static final Duration GOOD_FOR = Duration.ofMinutes(30);

    public boolean isOld() {
        return readAt.plus(GOOD_FOR).isBefore(Instant.now());
    }

    /** How records are written. */
    public interface Writing {
        List<WriteResult> of(List<OutgoingRecord> records) throws CrmException;
    }

    /** Writes sales, without amounts in money that the CRM does not know: there it has what it had before. */
    public List<WriteResult> write(List<OutgoingRecord> sales, String property, String amount, Writing writing)
            throws CrmException {
        Map<UUID, OutgoingRecord> byId =
                sales.stream().collect(Collectors.toMap(OutgoingRecord::id, Function.identity()));
        UnaryOperator<WriteResult> told = result -> told(result, byId.get(result.id()), property, amount);
        try {
            return writing
                    .of(sales.stream()
                            .map(sale -> sendable(sale, property, amount))
                            .toList())
                    .stream()
                    .map(told)
                    .toList();
        } catch (CrmException e) {
            e.done().replaceAll(told);
            throw e;
        }
    }

    /** Whether a sale says in which money it is, and the CRM does not know that. */
    private boolean isForeign(OutgoingRecord sale, String property) {
        String currency = sale.properties().get(property);
        return currency != null && !known.isEmpty() && !known.contains(currency.toUpperCase(Locale.ROOT));
    }

    private OutgoingRecord sendable(OutgoingRecord sale, String property, String amount) {
        Map<String, String> properties = new HashMap<>(sale.properties());
        if (isForeign(sale, property)) {
            properties.remove(amount);
            properties.remove(property);
        }
        if (known.isEmpty() || properties.get(property) == null) {
            properties.remove(property);
        }
        return new OutgoingRecord(sale.id(), sale.remoteId(), properties, sale.companyId(), sale.version());
    }

    private WriteResult told(WriteResult result, OutgoingRecord sale, String property, String amount) {
        boolean written =
                result.outcome() == WriteResult.Outcome.WRITTEN || result.outcome() == WriteResult.Outcome.UNPLACED;
        if (!written || !isForeign(sale, property)) {
            return result;
        }
        Map<String, String> values = new HashMap<>(result.values());
        String left = sale.remoteId() == null ? null : WriteResult.AS_BEFORE;
        values.put(amount, left);
        values.put(property, left);
        return result.with(values)
                .saying("Its amount is in " + sale.properties().get(property) + ", which the CRM does not know");
    }
}
