/** Plain SQL and stored JSON, for statements that somebody waits for or that touch many rows at once. */
package io.tandem.signup.database;
