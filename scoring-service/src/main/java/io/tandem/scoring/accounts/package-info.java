/** What people read about accounts, signals and scoring models. */
package io.tandem.scoring.accounts;
