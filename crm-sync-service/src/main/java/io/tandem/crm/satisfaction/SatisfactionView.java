package io.tandem.crm.satisfaction;

import io.tandem.crm.domain.Satisfaction;

/**
 * How satisfied an account is.
 *
 * @param nps from -100 to 100, or null without answers
 * @param csat percent of those who answered 4 or 5, or null without answers
 * @param level mean of the last 180 days, from 0 to 1, or null
 * @param trend {@code level} less the mean of the 180 days before, or null
 */
record SatisfactionView(Integer nps, int npsAnswers, Integer csat, int csatAnswers, Double level, Double trend) {
    static SatisfactionView from(Satisfaction satisfaction) {
        return new SatisfactionView(
                satisfaction.nps(),
                satisfaction.npsAnswers(),
                satisfaction.csat(),
                satisfaction.csatAnswers(),
                satisfaction.level(),
                satisfaction.trend());
    }
}
