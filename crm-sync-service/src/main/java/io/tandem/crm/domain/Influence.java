package io.tandem.crm.domain;

/** How much somebody's word counts when the company decides. */
public enum Influence {
    HIGH,
    MEDIUM,
    LOW
}
