package io.tandem.kit.web;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which page of a list is asked for. Use as {@code @BeanParam}; a bad limit or cursor is answered with 400. */
public class PageRequest {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    // A String, because REST answers 404 to a query parameter that is not a number.
    @QueryParam("limit")
    @Parameter(
            description = "How many items at most",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "The nextCursor of the page before")
    String cursor;

    public static PageRequest of(String limit, String cursor) {
        var request = new PageRequest();
        request.limit = limit;
        request.cursor = cursor;
        return request;
    }

    public int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int wanted = Integer.parseInt(limit);
            if (wanted >= 1 && wanted <= MAX_LIMIT) {
                return wanted;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the same answer as a number out of range.
        }
        throw RequestFaults.problem("limit", "must be a whole number from 1 to " + MAX_LIMIT);
    }

    /** The key of the last item already seen, as given to {@link Page#of}. */
    public Optional<String> cursorKey() {
        return Optional.ofNullable(cursor).map(Cursor::decode);
    }

    /** The cursor key as a value; one that cannot be parsed is 400, as any foreign cursor. */
    public <K> Optional<K> cursorKey(Function<String, K> parse) {
        return cursorKey().map(key -> {
            try {
                return parse.apply(key);
            } catch (RuntimeException foreign) {
                throw Cursor.badCursor();
            }
        });
    }
}
