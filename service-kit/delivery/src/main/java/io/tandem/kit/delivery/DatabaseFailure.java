package io.tandem.kit.delivery;

import java.sql.SQLException;

/** A statement of the kit failed; the cause says whether it is worth another try. */
final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseFailure(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
