/** What every CRM has to offer, so that queue, ledger, limits and conflicts are written once. */
package io.tandem.crm.connector;
