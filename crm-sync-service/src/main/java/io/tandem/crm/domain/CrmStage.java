package io.tandem.crm.domain;

/**
 * A stage of a CRM's own pipeline.
 *
 * @param id by which the CRM knows it
 * @param label as people there see it
 * @param closed whether a sale at it is over
 * @param won whether it was won by then
 * @param probability of winning, 0 to 1; null if the CRM does not say
 */
public record CrmStage(String id, String label, boolean closed, boolean won, Double probability) {
    /** Whether it may stand for a stage of ours: open for open, won for won, lost for lost. */
    public boolean isLike(SaleStage ours) {
        return switch (ours) {
            case WON -> won;
            case LOST -> closed && !won;
            default -> !closed;
        };
    }
}
