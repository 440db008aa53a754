/** Uploaded tables, row by row, whatever they are written in. */
package io.tandem.signup.table;
