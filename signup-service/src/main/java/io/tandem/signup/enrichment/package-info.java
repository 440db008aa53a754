/** What is known of companies from an uploaded table and a provider, and who is told of it. */
package io.tandem.signup.enrichment;
