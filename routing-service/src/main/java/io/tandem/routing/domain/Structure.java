package io.tandem.routing.domain;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** One structure of variables. */
final class Structure extends AbstractMap<String, Object> {
    private final Map<String, Variables.Field> fields;
    private final VariablesOfOne variables;

    Structure(Map<String, Variables.Field> fields, VariablesOfOne variables) {
        this.fields = fields;
        this.variables = variables;
    }

    @Override
    public Object get(Object name) {
        Variables.Field field = fields.get(name);
        return field == null ? null : variables.valueOf(field);
    }

    @Override
    public boolean containsKey(Object name) {
        return fields.containsKey(name);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        fields.forEach((name, field) -> all.put(name, variables.valueOf(field)));
        return all.entrySet();
    }
}
