package io.tandem.scoring.accounts;

import io.tandem.kit.web.QueryTimes;
import io.tandem.scoring.database.Database;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Function;

/** An order of the list of accounts. Each has an index, which serves both directions. */
record AccountOrder(By by, boolean falling) {
    static final String NAMES =
            "must be one of score, engagement, change, lastSeen, name, with - in front for the other direction";

    private static final int MOST_DIGITS = 40;

    /** What the list can be ordered by. */
    enum By {
        SCORE("score", "total", "numeric", AccountOrder::number, true),
        ENGAGEMENT("engagement", "engagement", "numeric", AccountOrder::number, true),
        CHANGE("change", "change", "numeric", AccountOrder::number, true),
        LAST_SEEN("lastSeen", "last_seen_at", "timestamptz", QueryTimes::time, true),
        NAME("name", "name", "text", text -> text, false);

        private final String title;
        private final String column;
        private final String type;
        private final Function<String, Object> parse;
        private final boolean indexFalls;

        By(String title, String column, String type, Function<String, Object> parse, boolean indexFalls) {
            this.title = title;
            this.column = column;
            this.type = type;
            this.parse = parse;
            this.indexFalls = indexFalls;
        }
    }

    /** The place of an account in an order. */
    record Place(AccountOrder order, Object value, UUID id) {
        String asText() {
            return (order.falling ? "-" : "") + order.by.title + "/" + id + "/"
                    + (value instanceof BigDecimal number ? number.toPlainString() : value);
        }

        static Place parse(String text, AccountOrder order) {
            String[] parts = text.split("/", 3);
            if (!named(parts[0]).equals(order)) {
                throw new IllegalArgumentException("a cursor of another order");
            }
            return new Place(order, order.by.parse.apply(parts[2]), UUID.fromString(parts[1]));
        }
    }

    /** Cursors can be forged: what no account has would cost the database much to write out. */
    private static BigDecimal number(String text) {
        BigDecimal number = new BigDecimal(text);
        if (number.precision() > MOST_DIGITS || Math.abs(number.scale()) > MOST_DIGITS) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    static AccountOrder named(String name) {
        boolean falling = name.startsWith("-");
        for (By by : By.values()) {
            if (by.title.equals(falling ? name.substring(1) : name)) {
                return new AccountOrder(by, falling);
            }
        }
        throw new IllegalArgumentException(name);
    }

    String column() {
        return by.column;
    }

    /** Of equal values the ids rise where the index has them so, else they fall. */
    String orderBy() {
        return by.column + (falling ? " DESC" : " ASC") + ", account_id" + (idsRise() ? " ASC" : " DESC");
    }

    /** A condition of three parameters, value, value and id, that holds for whatever comes after a place. */
    String after() {
        String beyond = falling ? " < " : " > ";
        return by.column + beyond.stripTrailing() + "= ?::" + by.type + " AND (" + by.column + beyond + "?::" + by.type
                + " OR account_id" + (idsRise() ? " > " : " < ") + "?::uuid)";
    }

    Place place(ResultSet row) throws SQLException {
        Object value =
                switch (by) {
                    case NAME -> row.getString(by.column);
                    case LAST_SEEN -> Database.instant(row, by.column);
                    default -> row.getBigDecimal(by.column);
                };
        return new Place(this, value, row.getObject("account_id", UUID.class));
    }

    private boolean idsRise() {
        return falling == by.indexFalls;
    }
}
