package io.tandem.crm.domain;

/** How far the company has come with us. */
public enum Stage {
    PROSPECT,
    CUSTOMER,
    FORMER
}
