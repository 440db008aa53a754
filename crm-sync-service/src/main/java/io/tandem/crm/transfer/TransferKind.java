package io.tandem.crm.transfer;

/** Which records a table holds. */
enum TransferKind {
    STAKEHOLDERS,
    INTERACTIONS,
    OPPORTUNITIES,
    ENGAGEMENTS,
    PROPOSALS
}
