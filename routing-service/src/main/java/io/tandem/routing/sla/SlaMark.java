package io.tandem.routing.sla;

import java.util.UUID;

/**
 * So much of the time for a first touch is used up. Fired inside a transaction; it may come again, so whoever hears it
 * looks first whether it still means something.
 *
 * @param round counts how often the time of this handoff began anew
 * @param percent 100 when all of it is used up
 */
public record SlaMark(UUID handoffId, int round, int percent) {
    String timerName() {
        return handoffId + "." + round + "." + percent;
    }

    static SlaMark ofTimer(String name) {
        String[] parts = name.split("\\.");
        return new SlaMark(UUID.fromString(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}
