package io.tandem.signup.imports;

/** How far an import got. */
enum ImportStatus {
    /** The file is on its way; not shown to anybody. */
    RECEIVING,
    WAITING,
    RUNNING,
    COMPLETED,
    CANCELLED,
    /** It did not get beyond a row in several attempts, for a reason that is ours. */
    FAILED;

    boolean isAtWork() {
        return this == WAITING || this == RUNNING;
    }
}
