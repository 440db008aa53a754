package io.tandem.crm.domain;

/** What is kept the same here and in a CRM. Sent in this order, since the later ones refer to the earlier. */
public enum RecordKind {
    COMPANY,
    CONTACT,
    DEAL,
    TASK,
    NOTE
}
