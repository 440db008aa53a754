package io.tandem.scoring.intake;

/** One event cannot be taken; its siblings can. */
final class Rejected extends Exception {
    private static final long serialVersionUID = 1;

    Rejected(String reason) {
        super(reason, null, false, false);
    }
}
