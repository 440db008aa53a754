package io.tandem.signup.domain;

/** How the credit for one signup is shared out among the touches before it. The shares of a path add up to one. */
public enum CreditModel {
    /** All to the first touch: what made the company known. */
    FIRST_TOUCH,
    /** All to the last touch: what made the person act. */
    LAST_TOUCH,
    /** The same to every touch. */
    LINEAR,
    /** 40% to the first, 40% to the last, 20% to those between; of two touches half each. */
    U_SHAPED;

    private static final double END = 0.4;
    private static final double MIDDLE = 0.2;

    /**
     * The share of one touch.
     *
     * @param place of the touch, from 0, oldest first
     * @param touches how many there are
     */
    public double share(int place, int touches) {
        boolean isFirst = place == 0;
        boolean isLast = place == touches - 1;
        return switch (this) {
            case FIRST_TOUCH -> isFirst ? 1 : 0;
            case LAST_TOUCH -> isLast ? 1 : 0;
            case LINEAR -> 1.0 / touches;
            case U_SHAPED -> touches <= 2 ? 1.0 / touches : isFirst || isLast ? END : MIDDLE / (touches - 2);
        };
    }
}
