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

    /**
     * Without what the form does not ask. How the person heard of the company stays, whoever asked: like the campaign
     * it says where they came from, and nothing is decided by it.
     */
    public FormAnswers askedBy(FormDefinition form) {
        Set<String> asked = form.fields().stream().map(FormField::name).collect(Collectors.toSet());
        asked.add(FieldKind.SELF_REPORTED);
        Map<String, String> kept = new TreeMap<>(byName);
        kept.keySet().retainAll(asked);
        return new FormAnswers(kept);
    }

    /** What was said here and not there. */
    public FormAnswers without(FormAnswers others) {
        Map<String, String> kept = new TreeMap<>(byName);
        kept.keySet().removeAll(others.byName().keySet());
        return new FormAnswers(kept);
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

    /** The answers to the company's own questions. */
    public Map<String, String> custom() {
        Map<String, String> custom = new TreeMap<>();
        byName.forEach((name, answer) -> {
            if (FieldKind.isOwn(name)) {
                custom.put(name.substring(FieldKind.OWN.length()), answer);
            }
        });
        return custom;
    }
}
