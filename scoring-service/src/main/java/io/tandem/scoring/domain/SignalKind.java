package io.tandem.scoring.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a signal can look for. Days are those of UTC. Numbers of a kind have a range and what is taken where the model
 * says nothing; {@code margin} and {@code calmDays} keep a signal from flapping, see {@link Hysteresis}.
 */
public enum SignalKind {
    /** So many people are seen in the product. */
    SEVERAL_USERS(0, 0, number("people", 2, SignalRule.MOST_PEOPLE, 3)),
    /** One of the events happened; over when none has for {@code lastsDays}. */
    EVENT(1, 1, number("lastsDays", 1, 90, 30)),
    /** So many events within {@code days}. */
    HEAVY_USAGE(0, 0, days(7), number("events", 1, 1_000_000_000, 500), margin(20), calm(7)),
    /** So many per cent of what was usual in windows of as many days before. */
    USAGE_SURGE(
            0,
            0,
            weeks(7),
            number("windows", 2, 8, 4),
            number("percent", 110, 10_000, 200),
            number("leastEvents", 1, 1_000_000_000, 50),
            margin(20),
            calm(7)),
    /** More events within {@code days} than so many per cent of the accounts of about the same size. */
    ABOVE_COHORT(
            0,
            0,
            days(28),
            number("percentile", 50, 99, 90),
            number("leastAccounts", 2, 1_000_000, 20),
            number("leastEvents", 1, 1_000_000_000, 50),
            margin(20),
            calm(7)),
    /** By the trend of the reported usage the allowance is used up within {@code withinDays}. */
    LIMIT_APPROACHING(
            1,
            1,
            number("withinDays", 1, 90, 14),
            number("historyDays", 7, 56, 28),
            number("leastReports", 3, 28, 4),
            margin(20),
            calm(2)),
    /** Invitations that teammates took up within {@code days}: events of invitations, then of joining. */
    TEAMMATES_JOINED(2, 2, days(28), number("people", 1, 1_000, 2), margin(20), calm(1)),
    /** In use on so many of the last {@code days}. */
    REPEATED_ENGAGEMENT(0, 0, days(14), number("activeDays", 2, 56, 5), margin(20), calm(3)),
    /** A step of the sequence was reached, and none after it within {@code afterDays}. */
    STEP_STUCK(2, 10, number("afterDays", 1, 60, 7), number("lastsDays", 1, 90, 30)),
    /** The account was activated not longer ago than {@code lastsDays}. */
    ACTIVATION(0, 0, number("lastsDays", 1, 90, 30)),
    /** So many per cent less than was usual in windows of as many days before. */
    USAGE_DECLINE(
            0,
            0,
            weeks(14),
            number("windows", 2, 6, 3),
            number("percent", 10, 95, 50),
            number("leastEvents", 1, 1_000_000_000, 20),
            margin(20),
            calm(3)),
    /** Nobody for {@code days}, after so many active ones in the {@code beforeDays} before. */
    CHURN_RISK(0, 0, weeks(14), number("beforeDays", 7, 56, 28), number("activeDays", 1, 56, 6), margin(20), calm(1)),
    /** So many per cent more active people than in the {@code days} before. */
    SEATS_GROWN(0, 0, days(28), number("percent", 10, 1_000, 50), number("people", 1, 10_000, 3), margin(20), calm(7)),
    /** People of so many departments are active. */
    DEPARTMENTS(0, 0, days(28), number("departments", 2, 50, 2), margin(20), calm(7)),
    /** People of so many teams, which are the groups of the tracking API, are active. */
    TEAMS(0, 0, days(28), number("teams", 2, 1_000, 2), margin(20), calm(7)),
    /** So many per cent of the company are active. */
    COMPANY_STANDARDISED(
            0, 0, days(28), number("percent", 5, 100, 30), number("people", 1, 100_000, 5), margin(20), calm(7)),
    /** So many per cent of the people known of one department are active. */
    DEPARTMENT_STANDARDISED(
            0, 0, days(28), number("percent", 5, 100, 75), number("people", 2, 100_000, 5), margin(20), calm(7)),
    /** One person does so many per cent of what is done, and so many joined by their invitation: event of joining. */
    CHAMPION(
            1,
            1,
            days(28),
            number("percent", 10, 100, 40),
            number("joined", 0, 1_000, 1),
            number("people", 2, 1_000, 2),
            number("leastEvents", 1, 1_000_000_000, 20),
            margin(20),
            calm(7)),
    /** Who was the champion has done nothing for {@code quietDays}: event of joining. */
    CHAMPION_QUIET(
            1,
            1,
            number("quietDays", 3, 28, 14),
            days(28),
            number("percent", 10, 100, 40),
            number("joined", 0, 1_000, 1),
            number("people", 2, 1_000, 2),
            number("leastEvents", 1, 1_000_000_000, 20),
            margin(20),
            calm(1));

    private final int leastEvents;
    private final int mostEvents;
    private final Map<String, Parameter> parameters;

    SignalKind(int leastEvents, int mostEvents, Parameter... parameters) {
        this.leastEvents = leastEvents;
        this.mostEvents = mostEvents;
        this.parameters = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            this.parameters.put(parameter.name(), parameter);
        }
    }

    /** @param usual is taken when a model says nothing */
    public record Parameter(String name, int least, int most, int usual, boolean wholeWeeks) {}

    /** How many kinds of events a signal of this kind names. */
    public int leastEvents() {
        return leastEvents;
    }

    public int mostEvents() {
        return mostEvents;
    }

    public Optional<Parameter> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** Of a sequence it matters only when each step was first done, however long ago. */
    public boolean onlyFirst() {
        return this == STEP_STUCK;
    }

    private static Parameter number(String name, int least, int most, int usual) {
        return new Parameter(name, least, most, usual, false);
    }

    private static Parameter days(int usual) {
        return number("days", 1, 56, usual);
    }

    /** Windows that are compared with one another hold each day of the week equally often. */
    private static Parameter weeks(int usual) {
        return new Parameter("days", 7, 28, usual, true);
    }

    private static Parameter margin(int usual) {
        return number("margin", 0, 90, usual);
    }

    private static Parameter calm(int usual) {
        return number("calmDays", 1, 28, usual);
    }
}
