package io.tandem.signup.domain;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What somebody answered, by the names of the form's fields. What was not answered is not in it. */
public record FormAnswers(Map<String, String> byName) {
    public static final FormAnswers NONE = new FormAnswers(Map.of());

    public String get(String name) {
        return byName.get(name);
    }

    public boolean isYes(String name) {
        return Boolean.TRUE.toString().equals(byName.get(name));
    }

    /** Takes what is missing from what the person said earlier, as far as the form does not ask it again. */
    public FormAnswers completedBy(FormDefinition form, FormAnswers earlier) {
        Map<String, String> completed = new TreeMap<>(byName);
        for (String name : earlier.knownOf(form)) {
            completed.putIfAbsent(name, earlier.get(name));
        }
        return new FormAnswers(completed);
    }

    /** The fields of a form that need not be asked of somebody who answered this: what the form still accepts. */
    public Set<String> knownOf(FormDefinition form) {
        return form.fields().stream()
                .filter(FormField::isSkippedWhenKnown)
                .filter(field -> byName.containsKey(field.name())
                        && FormCheck.fault(field, get(field.name())).isEmpty())
                .map(FormField::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The answers to the form's own questions; nobody else's are kept. */
    public Map<String, String> custom(FormDefinition form) {
        Map<String, String> custom = new TreeMap<>();
        for (FormField field : form.fields()) {
            if (field.isOwn() && byName.containsKey(field.name())) {
                custom.put(field.name().substring(FieldKind.OWN.length()), get(field.name()));
            }
        }
        return custom;
    }
}
