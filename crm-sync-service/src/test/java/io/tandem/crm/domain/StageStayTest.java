package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tandem.contracts.OpportunityAdvanced.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StageStayTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void staysCoverTheTimeFromTheFirstMoveOnWithoutGap() {
        Random random = new Random(7);
        for (int history = 0; history < 500; history++) {
            List<StageStay.Move> moves = new ArrayList<>();
            Instant at = START;
            for (int i = 0; i <= random.nextInt(8); i++) {
                moves.add(move(OpportunityStage.values()[random.nextInt(6)], at));
                at = at.plusSeconds(random.nextInt(100_000));
            }
            Instant now = at.plusSeconds(random.nextInt(100_000));
            Collections.shuffle(moves, random);

            List<StageStay> stays = StageStay.of(moves);

            Duration sum = stays.stream().map(stay -> stay.length(now)).reduce(Duration.ZERO, Duration::plus);
            assertEquals(Duration.between(START, now), sum);
            assertNull(stays.get(stays.size() - 1).leftAt());
        }
    }

    @Test
    void stageEnteredTwiceIsToldTwice() {
        List<StageStay> stays = StageStay.of(List.of(
                move(OpportunityStage.DEMO, START),
                move(OpportunityStage.DISCOVERY, START.plusSeconds(60)),
                move(OpportunityStage.DEMO, START.plusSeconds(90))));

        assertEquals(
                List.of(OpportunityStage.DEMO, OpportunityStage.DISCOVERY, OpportunityStage.DEMO),
                stays.stream().map(StageStay::stage).toList());
        assertEquals(Duration.ofSeconds(30), stays.get(1).length(START.plusSeconds(500)));
    }

    private static StageStay.Move move(OpportunityStage stage, Instant at) {
        return new StageStay.Move(stage, Outcome.OPEN, at, "maya@tandem.example", null);
    }
}
