package io.tandem.scoring.models;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the conditions at some place of a model may speak of. */
enum Scope {
    /** A tracked event. */
    EVENT(event()),
    /** An account and its plan. */
    ACCOUNT(account()),
    /** An account, its plan and one of its people. */
    PERSON(merged(account(), person())),
    /** All of them, for evaluation. */
    ANY(merged(event(), merged(account(), person())));

    private final Map<String, CelType> variables;

    Scope(Map<String, CelType> variables) {
        this.variables = variables;
    }

    /** By their qualified names, so that a misspelled one is refused. */
    Map<String, CelType> variables() {
        return variables;
    }

    private static Map<String, CelType> event() {
        return Map.of(
                "event.type", SimpleType.STRING,
                "event.name", SimpleType.STRING,
                "event.properties", MapType.create(SimpleType.STRING, SimpleType.DYN));
    }

    private static Map<String, CelType> account() {
        return Map.ofEntries(
                Map.entry("account.name", SimpleType.STRING),
                Map.entry("account.domain", SimpleType.STRING),
                Map.entry("account.companySize", SimpleType.STRING),
                Map.entry("account.employees", SimpleType.INT),
                Map.entry("account.country", SimpleType.STRING),
                Map.entry("account.industry", SimpleType.STRING),
                Map.entry("account.role", SimpleType.STRING),
                Map.entry("account.useCase", SimpleType.STRING),
                Map.entry("account.signedUp", SimpleType.BOOL),
                Map.entry("account.people", SimpleType.INT),
                Map.entry("account.users", SimpleType.INT),
                Map.entry("account.activeUsers", SimpleType.INT),
                Map.entry("account.events", SimpleType.INT),
                Map.entry("plan.name", SimpleType.STRING));
    }

    private static Map<String, CelType> person() {
        return Map.of(
                "person.email", SimpleType.STRING,
                "person.name", SimpleType.STRING,
                "person.role", SimpleType.STRING,
                "person.user", SimpleType.BOOL);
    }

    private static Map<String, CelType> merged(Map<String, CelType> some, Map<String, CelType> others) {
        Map<String, CelType> all = new LinkedHashMap<>(some);
        all.putAll(others);
        return Map.copyOf(all);
    }
}
