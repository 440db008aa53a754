/** What salespeople did with accounts, as far as it decides whether an account is put forward to them. */
package io.tandem.scoring.relationships;
