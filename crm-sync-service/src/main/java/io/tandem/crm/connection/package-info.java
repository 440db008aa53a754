/** The CRMs that records are kept the same with: where they are, who we are there, and what stands where. */
package io.tandem.crm.connection;
