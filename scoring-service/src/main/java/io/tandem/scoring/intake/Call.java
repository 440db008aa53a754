package io.tandem.scoring.intake;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The calls of the Segment HTTP API, each with the short form that browsers use. */
enum Call {
    TRACK("track", "t"),
    IDENTIFY("identify", "i"),
    GROUP("group", "g"),
    PAGE("page", "p"),
    SCREEN("screen", "s"),
    ALIAS("alias", "a"),
    BATCH("batch", "b"),
    IMPORT("import", null),
    /** What browser SDKs say about themselves: nothing that anybody did in the product. */
    METRICS(null, "m");

    private static final Map<String, Call> BY_TYPE =
            Arrays.stream(values()).filter(Call::isSingle).collect(Collectors.toMap(c -> c.path, Function.identity()));

    private static final Map<String, Call> BY_PATH = Arrays.stream(values())
            .flatMap(call -> Stream.of(call.path, call.shortPath)
                    .filter(Objects::nonNull)
                    .map(path -> Map.entry(path, call)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String path;
    private final String shortPath;

    Call(String path, String shortPath) {
        this.path = path;
        this.shortPath = shortPath;
    }

    static Optional<Call> ofPath(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }

    /** The call that an item of a batch stands for. */
    static Optional<Call> ofType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    boolean isSingle() {
        return this != BATCH && this != IMPORT && this != METRICS;
    }

    String type() {
        return path;
    }
}
