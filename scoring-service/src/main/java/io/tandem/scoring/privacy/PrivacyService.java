package io.tandem.scoring.privacy;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonExportRequested;
import io.tandem.contracts.PersonExported;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.DeadLetters;
import io.tandem.kit.delivery.IdempotencyStore;
import io.tandem.kit.delivery.Outbox;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.IdentityKey;
import io.tandem.scoring.identity.Attributions;
import io.tandem.scoring.identity.IdentityService;
import io.tandem.scoring.imports.ImportPrivacy;
import io.tandem.scoring.intake.KeptEvents;
import io.tandem.scoring.prediction.PredictionPrivacy;
import io.tandem.scoring.score.ScoreService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Erases a person wherever this service knows them, or gathers what it knows. */
@ApplicationScoped
class PrivacyService {
    @Inject
    Database database;

    @Inject
    PersonRepository people;

    @Inject
    IdentityService identities;

    @Inject
    KeptEvents keptEvents;

    @Inject
    ImportPrivacy imports;

    @Inject
    DeadLetters deadLetters;

    @Inject
    IdempotencyStore answers;

    @Inject
    UnsentScores unsentScores;

    @Inject
    PredictionPrivacy predictions;

    @Inject
    ScoreService scores;

    @Inject
    Outbox outbox;

    @ConfigProperty(name = "quarkus.application.name")
    String service;

    @Transactional(Transactional.TxType.MANDATORY)
    void erase(PersonErasureRequested request) {
        // What takes long comes first: nobody counts or scores from when the gate is closed.
        Set<String> known = keysOf(request.email());
        PersonRepository.Mentions anywhere = people.mentions(known, request.email());
        Map<String, Long> erased = new TreeMap<>(keptEvents.erase(known, request.email()));
        ImportPrivacy.Pass waiting = imports.erase(known, request.email());
        database.closeGate();
        Set<String> keys = keysOf(request.email());
        Set<String> others = new HashSet<>(identities.linkedTo(keys));
        others.removeAll(keys);
        others.removeIf(IdentityKey::isGroup);

        Set<UUID> accounts = people.accountsOf(keys, request.email());
        accounts.add(AccountId.ofEmail(request.email()));
        erased.putAll(predictions.erase(keys, AccountId.ofEmail(request.email())));
        PersonRepository.Mentions elsewhere = people.around(accounts);
        elsewhere.keys().addAll(anywhere.keys());
        elsewhere.accounts().addAll(anywhere.accounts());
        erased.putAll(people.erase(keys, request.email(), elsewhere));
        erased.put("importedRows", imports.eraseRest(waiting, keys, request.email()));
        List<String> ids = PersonRepository.idsOf(keys);
        List<String> texts = texts(request, ids);
        erased.put("deadLetters", (long) deadLetters.removeContaining(texts));
        erased.put("storedAnswers", (long) answers.removeContaining(texts));
        UnsentScores.Erased unsent =
                unsentScores.erase(new UnsentScores.Named(request.email(), request.personId(), Set.copyOf(ids)));
        erased.put("unsentEvents", unsent.events());
        accounts.addAll(unsent.withdrawnOf());
        people.forgetNames(AccountId.ofEmail(request.email()));
        people.remember(keys, request.requestedAt());

        Attributions rest = identities.resolve(others);
        accounts.addAll(rest.touched());
        Instant now = Instant.now();
        scores.rescore(rest, now);
        scores.rescoreAndTell(accounts, now);
        outbox.append(Topics.PRIVACY, new PersonErased(request.personId(), request.requestId(), service, erased, now));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void export(PersonExportRequested request) {
        outbox.append(
                Topics.PRIVACY,
                new PersonExported(
                        request.personId(),
                        request.requestId(),
                        service,
                        people.export(keysOf(request.email()), request.email()),
                        Instant.now()));
    }

    /** How JSON names the person: an id as a member or in a list, since one that is a number is found anywhere. */
    private static List<String> texts(PersonErasureRequested request, List<String> ids) {
        Stream<String> naming = ids.stream()
                .map(id -> "\"" + id + "\"")
                .flatMap(id -> Stream.concat(
                        Stream.of("userId", "anonymousId", "previousId", "who")
                                .map(member -> "\"" + member + "\":" + id),
                        Stream.of("[" + id, "," + id + ",", "," + id + "]")));
        return Stream.concat(Stream.of(request.email(), request.personId().toString()), naming)
                .toList();
    }

    /** Every key under which the person is known; the email's own is always among them. */
    private Set<String> keysOf(String email) {
        String person = IdentityKey.ofEmail(email);
        Set<String> start = new HashSet<>(people.statingEmail(email));
        start.add(person);
        Set<String> keys = people.thoseOf(person, identities.linkedTo(start));
        keys.add(person);
        return keys;
    }
}
