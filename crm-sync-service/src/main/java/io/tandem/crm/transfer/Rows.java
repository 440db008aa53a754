package io.tandem.crm.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.query.NativeQuery;

/** Reads records as rows of text. */
@ApplicationScoped
class Rows {
    private static final int AT_ONCE = 500;

    private final EntityManager entities;

    Rows(EntityManager entities) {
        this.entities = entities;
    }

    /** Within a transaction, a few hundred at a time. */
    @SuppressWarnings("unchecked")
    Stream<Map<String, String>> of(String sql, Map<String, Object> values) {
        NativeQuery<Tuple> query = (NativeQuery<Tuple>) entities.createNativeQuery(sql, Tuple.class);
        values.forEach(query::setParameter);
        return query.setFetchSize(AT_ONCE).getResultStream().map(Rows::row);
    }

    private static Map<String, String> row(Tuple tuple) {
        Map<String, String> row = new LinkedHashMap<>();
        tuple.getElements().forEach(column -> {
            Object value = tuple.get(column.getAlias());
            if (value != null) {
                row.put(
                        column.getAlias(),
                        value instanceof BigDecimal amount ? amount.toPlainString() : value.toString());
            }
        });
        return row;
    }
}
