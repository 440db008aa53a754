package io.tandem.routing.domain;

import io.tandem.contracts.Signal;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The variables of one situation. A value is made when it is asked for first: most rules ask for few, and for the same. */
public final class VariablesOfOne extends AbstractMap<String, Object> {
    private static final String SIGNALS = "signals";
    private static final int COUNT = Variables.count();

    private final Situation situation;
    private final Object[] values = new Object[COUNT];
    private List<Object> signals;

    VariablesOfOne(Situation situation) {
        this.situation = situation;
    }

    /** The value of a field without looking for its names. */
    public Object valueOf(Variables.Field field) {
        Object value = values[field.place()];
        if (value == null) {
            value = field.value().apply(situation);
            values[field.place()] = value;
        }
        return value;
    }

    /** Each with its name and reason. */
    public List<Object> signals() {
        if (signals == null) {
            List<Signal> inForce = situation.inputs().signals();
            signals = new ArrayList<>(inForce.size());
            for (Signal signal : inForce) {
                signals.add(Map.of("name", Variables.text(signal.name()), "reason", Variables.text(signal.reason())));
            }
        }
        return signals;
    }

    @Override
    public Object get(Object name) {
        if (SIGNALS.equals(name)) {
            return signals();
        }
        Map<String, Variables.Field> fields = Variables.STRUCTURES.get(name);
        return fields == null ? null : new Structure(fields, this);
    }

    @Override
    public boolean containsKey(Object name) {
        return SIGNALS.equals(name) || Variables.STRUCTURES.containsKey(name);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        Variables.STRUCTURES.forEach((name, fields) -> all.put(name, new Structure(fields, this)));
        all.put(SIGNALS, signals());
        return all.entrySet();
    }
}
