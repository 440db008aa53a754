package io.tandem.crm.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What has to be so before an opportunity enters a stage. Winning is entering {@link OpportunityStage#CLOSE}.
 *
 * @param key by which it is confirmed
 * @param text for people
 * @param check how it is known
 */
public record StageCriterion(OpportunityStage stage, String key, String text, Check check) {

    /** How a criterion is known to be met: a person confirms it, or the records show it. */
    public enum Check {
        /** A person says so. */
        CONFIRMED,
        /** The opportunity has an amount above zero. */
        AMOUNT,
        /** The opportunity has a close date. */
        CLOSE_DATE,
        /** A meeting with people of the account was recorded. */
        MEETING,
        /** A stakeholder is marked as champion. */
        CHAMPION,
        /** A stakeholder is marked as economic buyer. */
        ECONOMIC_BUYER,
        /** A stakeholder is marked as technical evaluator. */
        TECHNICAL_EVALUATOR,
        /** A proposal for the opportunity was sent. */
        PROPOSAL
    }

    /** Whether it is met, given what people confirmed and what the records show. */
    public boolean isMet(Set<String> confirmed, Set<Check> shown) {
        return check == Check.CONFIRMED ? confirmed.contains(key) : shown.contains(check);
    }

    /**
     * The criteria that are in the way: those of every stage passed on the way, as a stage that is skipped is not one
     * whose questions need no answer. Nothing is in the way back.
     *
     * @param from where the opportunity is, or null when it is new
     */
    public static List<StageCriterion> unmet(
            OpportunityStage from,
            OpportunityStage to,
            List<StageCriterion> criteria,
            Set<String> confirmed,
            Set<Check> shown) {
        return criteria.stream()
                .filter(criterion -> from == null || criterion.stage.compareTo(from) > 0)
                .filter(criterion -> criterion.stage.compareTo(to) <= 0)
                .filter(criterion -> !criterion.isMet(confirmed, shown))
                .sorted(Comparator.comparing(StageCriterion::stage))
                .toList();
    }
}
