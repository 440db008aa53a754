/** Past signups and accounts, taken over from files. */
package io.tandem.signup.imports;
