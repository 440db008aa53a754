/** Salesforce: sObject collections by external id, queries of changes, OAuth client credentials. */
package io.tandem.crm.salesforce;
