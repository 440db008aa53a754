package io.tandem.crm.connector;

/** A kind of CRM. */
public enum CrmSystem {
    HUBSPOT,
    SALESFORCE,
    ODOO,
    WEBHOOK
}
