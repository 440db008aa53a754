package io.tandem.crm.transfer;

import io.tandem.kit.web.Problem;
import java.util.Arrays;
import java.util.Locale;

/** Which records a table holds. */
enum TransferKind {
    ACCOUNTS,
    STAKEHOLDERS,
    INTERACTIONS,
    OPPORTUNITIES,
    ENGAGEMENTS,
    PROPOSALS,
    HANDOFFS,
    SURVEYS,
    STAGE_MOVES;

    /** As it stands in a path. */
    String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TransferKind named(String path) {
        return Arrays.stream(values())
                .filter(kind -> kind.path().equals(path))
                .findAny()
                .orElseThrow(() -> Problem.notFound("There are no records of the kind " + path + "."));
    }
}
