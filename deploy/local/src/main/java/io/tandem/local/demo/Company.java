package io.tandem.local.demo;

import java.util.List;

/**
 * One of the demo's companies.
 *
 * @param size as the signup form names it
 * @param people the first of them signs up
 */
record Company(
        String name,
        String size,
        String country,
        String useCase,
        boolean talkToSales,
        Habit habit,
        List<Person> people) {

    /** How a company uses the product in the month. */
    enum Habit {
        /** Looks in once or twice. */
        DORMANT,
        /** A few people work with it. */
        ACTIVE,
        /** Spreads among colleagues until a plan limit is in the way. */
        GROWING,
        /** Tries whether it fits the rules of a large company. */
        EVALUATING
    }
}
