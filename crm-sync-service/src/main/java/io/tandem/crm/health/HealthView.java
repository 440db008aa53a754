package io.tandem.crm.health;

import io.tandem.contracts.Money;
import io.tandem.crm.domain.ClientValue;
import io.tandem.crm.domain.DateWarning;
import io.tandem.crm.domain.RelationshipHealth;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How a relationship stands now.
 *
 * @param total the sum of the points of all parts, from 0 to 100
 * @param band HEALTHY from 70 on, WATCH from 40 on, else AT_RISK
 * @param strength the points of the parts that tell how well people know each other
 * @param strengthOutOf the most there could be
 * @param value what the client is worth in the long run, or null for who bought nothing in the last twelve months
 * @param warnings renewals and expansions within 90 days, the nearest first
 */
record HealthView(
        UUID accountId,
        int total,
        RelationshipHealth.Band band,
        int strength,
        int strengthOutOf,
        List<RelationshipHealth.Part> parts,
        ValueView value,
        List<DateWarning> warnings,
        Instant workedOutAt) {

    /**
     * What a client is worth in the long run, estimated.
     *
     * @param annual what was won in the last twelve months
     * @param retention the chance that the income is kept for another year, from the health
     * @param discount a year
     * @param method how it is worked out
     */
    record ValueView(Money value, Money annual, double retention, double discount, String method) {
        static ValueView from(ClientValue value) {
            return new ValueView(
                    value.value(),
                    value.annual(),
                    value.retention(),
                    value.discount(),
                    "annual × retention / (1 + discount − retention)");
        }
    }
}
