package io.tandem.crm.domain;

/** By what somebody likes to be reached. */
public enum Channel {
    EMAIL,
    PHONE,
    VIDEO,
    IN_PERSON,
    CHAT
}
