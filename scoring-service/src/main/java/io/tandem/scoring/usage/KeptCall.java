package io.tandem.scoring.usage;

import io.tandem.scoring.signals.RollupService;
import java.util.UUID;

/**
 * A call as it is kept.
 *
 * @param generation of the measures that it was counted for when it arrived
 */
record KeptCall(UUID sourceId, RollupService.Call call, int generation) {}
