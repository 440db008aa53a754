/** Set-based SQL on plain JDBC. */
package io.tandem.scoring.database;
