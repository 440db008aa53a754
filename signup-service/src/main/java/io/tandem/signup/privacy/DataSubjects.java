package io.tandem.signup.privacy;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanyDomain;
import io.tandem.contracts.DomainKinds;
import io.tandem.contracts.PersonId;
import io.tandem.kit.web.EmailAddress;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds out who is meant. */
@ApplicationScoped
class DataSubjects {
    private static final String FIND = """
            SELECT email, account_id FROM person WHERE id = ?
            UNION ALL SELECT email, NULL FROM suppression WHERE person_id = ?
            LIMIT 1
            """;

    private final Database database;
    private final DomainKinds kinds;

    DataSubjects(Database database, DomainKinds kinds) {
        this.database = database;
        this.kinds = kinds;
    }

    /** The id of whoever is named; an email names somebody even if nobody knows them. */
    UUID idOf(String email, UUID personId) {
        requireOne(email, personId);
        return personId != null ? personId : PersonId.ofEmail(normalised(email));
    }

    /** Exactly one of the two names the person. Somebody nobody knows by id has no email to ask the others with. */
    DataSubject named(String email, UUID personId) {
        requireOne(email, personId);
        String normalised = email == null ? null : normalised(email);
        UUID id = personId != null ? personId : PersonId.ofEmail(normalised);
        Optional<DataSubject> known = known(id);
        if (normalised == null && known.isEmpty()) {
            throw Problem.notFound("Nobody is known by this id; name the person by email.");
        }
        return known.orElseGet(() -> new DataSubject(id, normalised, accountOf(normalised), List.of(), Set.of()));
    }

    Optional<DataSubject> known(UUID personId) {
        List<UUID> signups = new ArrayList<>();
        Set<String> anonymousIds = new HashSet<>();
        database.query(
                "SELECT id, anonymous_id FROM signup WHERE person_id = ? ORDER BY id",
                values -> values.add(personId),
                row -> {
                    Optional.ofNullable(row.getString("anonymous_id")).ifPresent(anonymousIds::add);
                    return signups.add(row.getObject("id", UUID.class));
                });
        return database
                .query(FIND, values -> values.add(personId).add(personId), row -> {
                    String email = row.getString("email");
                    UUID account = row.getObject("account_id", UUID.class);
                    return new DataSubject(
                            personId, email, account == null ? accountOf(email) : account, signups, anonymousIds);
                })
                .stream()
                .findFirst();
    }

    private UUID accountOf(String email) {
        // What is stored may have been an address by the rules of an earlier version only.
        Optional<String> company = EmailAddress.parse(email)
                .flatMap(address -> CompanyDomain.of(address.domain(), address.registrableDomain(), kinds));
        return AccountId.ofPerson(email, company);
    }

    private static void requireOne(String email, UUID personId) {
        if ((email == null) == (personId == null)) {
            throw RequestFaults.problem("email", "or personId must be given, and only one of them");
        }
    }

    static String normalised(String email) {
        return EmailAddress.parse(email)
                .map(EmailAddress::normalised)
                .orElseThrow(() -> RequestFaults.problem("email", "must be an email address"));
    }
}
