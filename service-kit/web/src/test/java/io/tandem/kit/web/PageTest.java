package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    @Test
    void pointsAfterItsLastItemWhenThereIsMore() {
        var page = Page.of(List.of("a", "ü|1", "c"), 2, item -> item);
        assertEquals(List.of("a", "ü|1"), page.items());
        assertEquals(Optional.of("ü|1"), PageRequest.of(null, page.nextCursor()).cursorKey());
    }

    @Test
    void endsWhenThereIsNoMore() {
        assertNull(Page.of(List.of("a", "b"), 2, item -> item).nextCursor());
        assertNull(Page.of(List.<String>of(), 2, item -> item).nextCursor());
    }

    @Test
    void keepsItsCursorWhenItsItemsAreViewed() {
        var page = Page.of(List.of(1, 2), 1, Object::toString);
        assertEquals(new Page<>(List.of("1"), page.nextCursor()), page.map(Object::toString));
    }

    @Test
    void asksForFiftyItemsUnlessTold() {
        assertEquals(50, PageRequest.of(null, null).limit());
        assertEquals(200, PageRequest.of("200", null).limit());
        assertEquals(1, PageRequest.of("1", null).limit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "1.5", "x", " 1"})
    void refusesOtherLimits(String limit) {
        assertEquals(
                400,
                assertThrows(Problem.class, PageRequest.of(limit, null)::limit).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a", "AA", "gA", "dGV4dA==="})
    void refusesForeignCursors(String cursor) {
        assertEquals(
                400,
                assertThrows(Problem.class, PageRequest.of(null, cursor)::cursorKey)
                        .status());
    }

    @Test
    void refusesCursorsOfAnotherList() {
        var request = PageRequest.of(null, Cursor.encode("not a uuid"));
        assertEquals(
                400,
                assertThrows(Problem.class, () -> request.cursorKey(UUID::fromString))
                        .status());
    }
}
