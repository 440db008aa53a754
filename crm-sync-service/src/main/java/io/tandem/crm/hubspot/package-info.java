/** HubSpot: CRM v3 objects, v4 associations, webhooks with signature v3. */
package io.tandem.crm.hubspot;
