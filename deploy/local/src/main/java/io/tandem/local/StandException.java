package io.tandem.local;

/** Something the person at the keyboard should know, in one clear sentence and without a stack trace. */
public final class StandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StandException(String message) {
        super(message);
    }

    public StandException(String message, Throwable cause) {
        super(message, cause);
    }
}
