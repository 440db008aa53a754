package io.tandem.crm.domain;

/** Who began: a call or an email came from them, or went to them. A meeting is of both. */
public enum Direction {
    IN,
    OUT
}
