package io.tandem.kit.web;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param nextCursor what to send as {@code cursor} for the following page; null on the last one
 */
public record Page<T>(List<T> items, String nextCursor) {

    /**
     * Cuts a page out of a query that asked for one row more than the limit, which tells whether there is a next page.
     *
     * @param cursorKey the value of the last row after which the next query goes on
     */
    public static <T> Page<T> of(List<T> rowsOfLimitPlusOne, int limit, Function<T, String> cursorKey) {
        if (rowsOfLimitPlusOne.size() <= limit) {
            return new Page<>(List.copyOf(rowsOfLimitPlusOne), null);
        }
        var items = List.copyOf(rowsOfLimitPlusOne.subList(0, limit));
        return new Page<>(items, Cursor.encode(cursorKey.apply(items.get(limit - 1))));
    }

    /** The same page of other items, for example views of entities. */
    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        return new Page<>(items.stream().<R>map(view).toList(), nextCursor);
    }
}
