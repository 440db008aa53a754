package io.tandem.scoring.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lists as they come from a document: missing ones are empty, and a missing element stays to be found fault with. */
final class Lists {
    private Lists() {}

    static <T> List<T> copy(List<T> list) {
        return list == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
    }
}
