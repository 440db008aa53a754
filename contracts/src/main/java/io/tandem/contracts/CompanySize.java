package io.tandem.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How many people work at a company, in the bands that the signup form offers. */
public enum CompanySize {
    UP_TO_10("1-10", 1, 10),
    UP_TO_50("11-50", 11, 50),
    UP_TO_200("51-200", 51, 200),
    UP_TO_1000("201-1000", 201, 1000),
    UP_TO_5000("1001-5000", 1001, 5000),
    OVER_5000("5001+", 5001, Integer.MAX_VALUE);

    private final String label;
    private final int least;
    private final int most;

    CompanySize(String label, int least, int most) {
        this.label = label;
        this.least = least;
        this.most = most;
    }

    @JsonValue
    public String label() {
        return label;
    }

    public int least() {
        return least;
    }

    public int most() {
        return most;
    }

    @JsonCreator
    public static CompanySize ofLabel(String label) {
        for (CompanySize size : values()) {
            if (size.label.equals(label)) {
                return size;
            }
        }
        throw new IllegalArgumentException("must be one of 1-10, 11-50, 51-200, 201-1000, 1001-5000, 5001+");
    }
}
