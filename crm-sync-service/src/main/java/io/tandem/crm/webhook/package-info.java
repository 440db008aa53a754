/** Whatever takes Standard Webhooks: records are sent, nothing is read. */
package io.tandem.crm.webhook;
