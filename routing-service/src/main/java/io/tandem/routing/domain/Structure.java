package io.tandem.routing.domain;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** One structure of variables. A value is made when it is asked for: most rules ask for few. */
final class Structure extends AbstractMap<String, Object> {
    private final Map<String, Variables.Field> fields;
    private final Situation situation;

    Structure(Map<String, Variables.Field> fields, Situation situation) {
        this.fields = fields;
        this.situation = situation;
    }

    @Override
    public Object get(Object name) {
        Variables.Field field = fields.get(name);
        return field == null ? null : field.value().apply(situation);
    }

    @Override
    public boolean containsKey(Object name) {
        return fields.containsKey(name);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        fields.forEach((name, field) -> all.put(name, field.value().apply(situation)));
        return all.entrySet();
    }
}
