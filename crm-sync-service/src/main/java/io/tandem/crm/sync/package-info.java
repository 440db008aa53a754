/** Keeps records the same here and in every connected CRM: the ledger, the queue, what is sent and what comes back. */
package io.tandem.crm.sync;
