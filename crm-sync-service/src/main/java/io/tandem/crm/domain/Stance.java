package io.tandem.crm.domain;

/** How somebody thinks of us. */
public enum Stance {
    SUPPORTIVE,
    NEUTRAL,
    OPPOSED
}
