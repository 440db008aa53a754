package io.tandem.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people did on either side, and what has to hold in the end for it. */
final class Wanted {
    /** What was typed last into a field of a record in the CRM, and what was said last here. */
    private final Map<String, String> typed = new HashMap<>();

    private final Map<String, String> said = new HashMap<>();
    /** Records that took over a record of the CRM with values of its own. */
    private final Set<String> mixed = new HashSet<>();

    private final Map<String, Set<String>> fates = new HashMap<>();
    private final List<String> notesHere = new ArrayList<>();
    private final List<String> notesThere = new ArrayList<>();
    private int changes;

    void typed(String record, String property, String value) {
        typed.put(record + " " + property, value);
        changes++;
    }

    /** As if typed: the CRM's value holds, and this is what stands there from the beginning. */
    void sent(String record, String property, String value) {
        typed.put(record + " " + property, value);
    }

    void said(String record, String field, String value) {
        said.put(record + " " + field, value);
        changes++;
    }

    /** Another change, of which nothing is asked but that both sides have the same. */
    void changed() {
        changes++;
    }

    void notedHere(String text) {
        notesHere.add(text);
        changes++;
    }

    void notedThere(String text) {
        notesThere.add(text);
        changes++;
    }

    void deleted(String record) {
        fates.computeIfAbsent(record, unseen -> new HashSet<>()).add("GONE");
        changes++;
    }

    /** @param moved whether the winner had gone into another itself, of which Tandem may not know: either may stand for it */
    void merged(String loser, String winner, boolean moved) {
        // What it went into may be deleted later.
        Set<String> fate = fates.computeIfAbsent(loser, unseen -> new HashSet<>());
        fate.addAll(Set.of("MERGED", "GONE"));
        if (moved) {
            fate.add("SENT");
            fates.computeIfAbsent(winner, unseen -> new HashSet<>()).addAll(fate);
            mixed.add(loser);
        }
        mixed(winner);
    }

    void mixed(String record) {
        mixed.add(record);
        changes++;
    }

    int changes() {
        return changes;
    }

    boolean isOver(String record) {
        return fates.containsKey(record);
    }

    Set<String> states(String record) {
        return fates.getOrDefault(record, Set.of("SENT"));
    }

    List<String> notesHere() {
        return notesHere;
    }

    List<String> notesThere() {
        return notesThere;
    }

    /** What is wrong with a value that both sides have, or null. */
    String wrong(String record, String field, String property, String policy, String value) {
        if (mixed.contains(record)) {
            return null;
        }
        String there = typed.get(record + " " + property);
        String here = said.get(record + " " + field);
        String held = value == null ? "" : value;
        boolean right =
                switch (policy) {
                    case "OURS" -> here == null || here.equals(held);
                    case "CRM_UNLESS_BLANK" -> there == null || there.isEmpty() || there.equals(held);
                    case "LATEST" -> (there == null && here == null) || held.equals(there) || held.equals(here);
                    default -> true;
                };
        return right ? null : policy + ", typed " + there + ", said " + here + ", held " + value;
    }
}
