package io.tandem.crm.connection;

/**
 * What came of trying a connection.
 *
 * @param says who we are in the CRM, or what it says is wrong
 */
record ConnectionTestView(boolean works, String says) {}
