package io.tandem.scoring.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tandem.contracts.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
    private final List<IdentityFact> facts = new ArrayList<>();
    private final Set<String> keys = new TreeSet<>();

    @Test
    void anAnonymousIdSharesTheAccountOfTheUserItTurnedOutToBe() {
        state("a:1", FactKind.SAME_AS, "u:ana", 1);
        state("u:ana", FactKind.EMAIL, "ana@acme.com", 2);

        assertEquals(AccountId.ofDomain("acme.com"), resolve("a:1").account().accountId());
        assertEquals(resolve("u:ana").person(), resolve("a:1").person());
    }

    @Test
    void theDomainOfTheEmailComesBeforeTheGroup() {
        state("u:ana", FactKind.GROUP, "g:77", 1);
        assertEquals(AccountId.ofGroup("77"), resolve("u:ana").account().accountId());

        state("g:77", FactKind.DOMAIN, "group.example", 2);
        assertEquals(
                AccountId.ofDomain("group.example"), resolve("u:ana").account().accountId());

        state("u:ana", FactKind.EMAIL, "ana@acme.com", 3);
        assertEquals(AccountId.ofDomain("acme.com"), resolve("u:ana").account().accountId());
    }

    @Test
    void aFreeMailAddressCountsOnlyWhereThereIsNoGroup() {
        state("u:ana", FactKind.EMAIL, "ana@gmail.com", 1);
        assertEquals(
                AccountId.ofEmail("ana@gmail.com"), resolve("u:ana").account().accountId());

        state("u:ana", FactKind.GROUP, "g:77", 2);
        state("g:77", FactKind.NAME, "Acme", 3);
        assertEquals(AccountId.ofGroup("77"), resolve("u:ana").account().accountId());
        assertEquals("Acme", resolve("u:ana").account().label());
    }

    @Test
    void nobodyKnownHasNoAccount() {
        state("a:1", FactKind.SAME_AS, "u:ana", 1);

        assertNull(resolve("a:1").account());
        assertEquals("u:ana", resolve("a:1").canonical());
    }

    @Test
    void aUserWithoutEmailHasTheOneGivenUnderTheirAnonymousId() {
        state("a:1", FactKind.EMAIL, "ana@acme.com", 1);
        state("a:1", FactKind.SAME_AS, "u:ana", 2);

        assertEquals(AccountId.ofDomain("acme.com"), resolve("u:ana").account().accountId());
    }

    @Test
    void chainsOfAliasesEndAtTheLastUser() {
        state("a:1", FactKind.SAME_AS, "u:old", 1);
        state("u:old", FactKind.SAME_AS, "u:new", 2);

        assertEquals("u:new", resolve("a:1").canonical());
    }

    @Test
    void circlesOfAliasesStandUnderTheLeastKeyWhereverOneEnters() {
        state("u:c", FactKind.SAME_AS, "u:a", 1);
        state("u:a", FactKind.SAME_AS, "u:b", 2);
        state("u:b", FactKind.SAME_AS, "u:a", 3);

        assertEquals(
                Set.of("u:a"),
                keys.stream().map(key -> resolve(key).canonical()).collect(Collectors.toSet()));
    }

    private void state(String subject, FactKind kind, String value, int second) {
        facts.removeIf(fact -> fact.subject().equals(subject) && fact.kind() == kind);
        facts.add(new IdentityFact(subject, kind, value, Instant.EPOCH.plusSeconds(second), "m"));
        if (!IdentityKey.isGroup(subject)) {
            keys.add(subject);
        }
        if (kind == FactKind.SAME_AS) {
            keys.add(value);
        }
    }

    private Identity resolve(String key) {
        Map<String, Identity> resolved = Identities.resolve(keys, facts, IdentitiesTest::companyDomain).stream()
                .collect(Collectors.toMap(Identity::key, Function.identity()));
        return resolved.get(key);
    }

    private static Optional<String> companyDomain(String email) {
        return Optional.of(email.substring(email.indexOf('@') + 1)).filter(domain -> !domain.equals("gmail.com"));
    }
}
