package io.tandem.crm.domain;

/** How far a project with the client has come. */
public enum EngagementStatus {
    PLANNED,
    ACTIVE,
    ON_HOLD,
    COMPLETED,
    CANCELLED;

    /** What is completed or cancelled stays so; what is on hold goes on before it is completed. */
    public boolean mayBecome(EngagementStatus next) {
        return switch (this) {
            case PLANNED -> next == ACTIVE || next == CANCELLED;
            case ACTIVE -> next == ON_HOLD || next == COMPLETED || next == CANCELLED;
            case ON_HOLD -> next == ACTIVE || next == CANCELLED;
            case COMPLETED, CANCELLED -> false;
        };
    }

    public boolean isOver() {
        return this == COMPLETED || this == CANCELLED;
    }
}
