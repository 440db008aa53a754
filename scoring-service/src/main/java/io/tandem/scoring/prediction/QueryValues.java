package io.tandem.scoring.prediction;

import io.tandem.kit.web.RequestFaults;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads values of queries, which REST would answer with 404 if they are none. */
final class QueryValues {
    private QueryValues() {}

    static <E extends Enum<E>> E oneOf(Class<E> type, String name, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() -> RequestFaults.problem(
                        name,
                        "must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }

    static double number(String name, String text, double least, double most) {
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the same answer as a number out of range.
        }
        throw RequestFaults.problem(name, "must be a number from " + (long) least + " to " + (long) most);
    }
}
