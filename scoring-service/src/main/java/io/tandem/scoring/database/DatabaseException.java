package io.tandem.scoring.database;

import java.sql.SQLException;

/** A statement failed; the cause says whether it is worth another try. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
