/** Where whoever changes a record says so, in the same transaction, for those who keep it the same elsewhere. */
package io.tandem.crm.changes;
