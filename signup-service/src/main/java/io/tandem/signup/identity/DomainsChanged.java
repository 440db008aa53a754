package io.tandem.signup.identity;

/** An admin said what a domain is, or took it back. */
record DomainsChanged() {}
