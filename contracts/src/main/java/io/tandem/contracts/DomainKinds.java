package io.tandem.contracts;

/** Tells what a registrable domain is. What an admin said of a domain goes before the lists that Tandem ships. */
@FunctionalInterface
public interface DomainKinds {
    DomainKind of(String domain);
}
