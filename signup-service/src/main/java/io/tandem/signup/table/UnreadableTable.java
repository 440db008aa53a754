package io.tandem.signup.table;

/** A table that cannot be read on from here; the message says where and why, for whoever sent it. */
public class UnreadableTable extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableTable(String message) {
        super(message);
    }
}
