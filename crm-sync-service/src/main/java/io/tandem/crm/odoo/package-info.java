/** Odoo: JSON-RPC from 14 to 18, JSON-2 from 19 on. */
package io.tandem.crm.odoo;
