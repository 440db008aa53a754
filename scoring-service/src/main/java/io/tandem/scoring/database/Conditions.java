package io.tandem.scoring.database;

import java.util.ArrayList;
import java.util.List;

/**
 * The conditions of a query that were asked for. Those that were not are left out: plans are made once for all values, and
 * no index serves one that says that a value may be missing.
 */
public final class Conditions {
    private final List<String> all = new ArrayList<>();
    private final List<Object> arguments = new ArrayList<>();

    public void add(String condition, Object... values) {
        all.add(condition);
        arguments.addAll(List.of(values));
    }

    public void addIf(String condition, Object value) {
        if (value != null) {
            add(condition, value);
        }
    }

    /** With a space before it; empty if nothing was asked for. */
    public String where() {
        return all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all);
    }

    public Object[] argumentsAnd(Object last) {
        List<Object> values = new ArrayList<>(arguments);
        values.add(last);
        return values.toArray();
    }
}
