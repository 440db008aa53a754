package io.tandem.scoring.score;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Json;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.domain.Arrival;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.RuleUsage;
import io.tandem.scoring.domain.SignalRule;
import io.tandem.scoring.identity.Members;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sums up what an account's people said, are and did, and those of the accounts that count as part of it. An account
 * owns no usage: its usage is that of its people.
 */
@ApplicationScoped
class FactsRepository {
    /** What was said is looked for in so many of the latest signups of each account. */
    private static final int LATEST_SIGNUPS = 50;

    private static final List<String> QUESTIONS = List.of("companySize", "role", "useCase", "country");

    @Inject
    Database database;

    @Inject
    PeopleRepository people;

    @Inject
    QualificationRepository qualifications;

    @Inject
    FactDetails details;

    @Inject
    Json json;

    /**
     * An account and what was told of it.
     *
     * @param signals those in force when it was looked at last
     * @param kept what decides its stage beside the facts
     */
    record Known(AccountFacts facts, List<Signal> signals, QualificationRepository.Kept kept) {}

    /** Accounts that stand for themselves, as they are now and as this model counts. To be read after their rows are locked, never with them. */
    List<Known> of(Collection<UUID> roots, CompiledModel model, Instant now) {
        return of(roots, model, model.personal(), now);
    }

    /** What was asked of accounts that stand for themselves, beside what they did: no model decides it. */
    record Asked(
            Database.Answer<PeopleRepository.Person> people,
            Database.Answer<Company> companies,
            Database.Answer<QualificationRepository.Kept> kept) {}

    /** The same in two parts, for whoever learns the model only by the round trip. */
    Asked ask(Database.RoundTrip trip, Collection<UUID> roots, Instant now) {
        return new Asked(people.of(trip, roots, now), companies(trip, roots), qualifications.of(trip, roots, now));
    }

    /** After the round trip. */
    List<Known> of(Asked asked, CompiledModel model) {
        return of(asked, model, model.personal());
    }

    /** The same, and who did what. */
    List<Known> withEverybody(Collection<UUID> roots, CompiledModel model, Instant now) {
        return of(roots, model, model.measures().keySet(), now);
    }

    private List<Known> of(Collection<UUID> roots, CompiledModel model, Set<String> personal, Instant now) {
        Database.RoundTrip trip = database.roundTrip();
        Asked asked = ask(trip, roots, now);
        trip.make();
        return of(asked, model, personal);
    }

    private List<Known> of(Asked asked, CompiledModel model, Set<String> personal) {
        Map<UUID, List<PeopleRepository.Person>> everybody =
                asked.people.rows().stream().collect(Collectors.groupingBy(PeopleRepository.Person::accountId));
        Map<UUID, QualificationRepository.Kept> kept = asked.kept.rows().stream()
                .collect(Collectors.toMap(QualificationRepository.Kept::id, Function.identity()));
        Map<UUID, String> plans = addUsage(
                asked.companies.rows().stream()
                        .filter(company -> everybody.getOrDefault(company.id(), List.of()).stream()
                                .anyMatch(PeopleRepository.Person::didAnything))
                        .collect(Collectors.toMap(Company::id, Company::usage)),
                model,
                personal);
        return asked.companies.rows().stream()
                .map(company -> company.with(
                        everybody.getOrDefault(company.id(), List.of()),
                        plans.get(company.id()),
                        kept.get(company.id())))
                .toList();
    }

    /**
     * Adds what was done at accounts of which anything is known to have been done, and tells the plan of those that have
     * one.
     */
    private Map<UUID, String> addUsage(
            Map<UUID, Map<String, RuleUsage>> usageOf, CompiledModel model, Set<String> personal) {
        if (usageOf.isEmpty()) {
            return Map.of();
        }
        Database.RoundTrip trip = database.roundTrip();
        sums(trip, usageOf, model);
        Runnable addDetails = details.ask(trip, usageOf, model, personal);
        Map<UUID, String> plans = details.plans(trip, usageOf.keySet(), model);
        trip.make();
        addDetails.run();
        return plans;
    }

    private Database.Answer<Company> companies(Database.RoundTrip trip, Collection<UUID> roots) {
        // Members are looked up anew for each account: a join with a list of all would read all of it for each.
        return trip.query("""
                SELECT a.id, said.*, known.facts, members.ids AS members,
                    coalesce(a.domain, (
                        SELECT min(p.domain COLLATE "C") FROM account p WHERE p.id = ANY (members.ids))) AS domain,
                    coalesce(said.own_name, a.label, said.any_name, a.id::text) AS name,
                    (
                        SELECT jsonb_agg(
                            jsonb_build_object('name', s.name, 'firedAt', s.fired_at, 'reason', s.reason,
                                'evidence', s.evidence)
                            ORDER BY s.fired_at, s.name COLLATE "C")::text
                        FROM (SELECT * FROM signal WHERE account_id = a.id OFFSET 0) AS s
                    ) AS signals
                FROM account a
                CROSS JOIN LATERAL (
                    SELECT ARRAY(SELECT l.account_id FROM account_link l WHERE l.root_id = a.id ORDER BY 1) AS ids
                    OFFSET 0
                ) AS members
                CROSS JOIN LATERAL (
                    SELECT (array_agg(s.answers ORDER BY nth))[1]::text AS signup,
                        (array_agg(s.account_name ORDER BY nth) FILTER (WHERE s.account_id = a.id))[1] AS own_name,
                        (array_agg(s.account_name ORDER BY nth))[1] AS any_name,
                        (array_agg(s.answers ->> 'companySize' ORDER BY nth)
                            FILTER (WHERE s.answers ->> 'companySize' <> ''))[1] AS "companySize",
                        (array_agg(s.answers ->> 'role' ORDER BY nth)
                            FILTER (WHERE s.answers ->> 'role' <> ''))[1] AS "role",
                        (array_agg(s.answers ->> 'useCase' ORDER BY nth)
                            FILTER (WHERE s.answers ->> 'useCase' <> ''))[1] AS "useCase",
                        (array_agg(s.answers ->> 'country' ORDER BY nth)
                            FILTER (WHERE s.answers ->> 'country' <> ''))[1] AS "country"
                    FROM (
                        SELECT s.*, row_number() OVER (ORDER BY s.signed_up_at DESC, s.signup_id DESC) AS nth
                        FROM unnest(members.ids || a.id) AS m (id) CROSS JOIN LATERAL (
                            SELECT * FROM signup WHERE account_id = m.id
                            ORDER BY signed_up_at DESC, signup_id DESC LIMIT ?
                        ) AS s
                    ) AS s
                ) AS said
                LEFT JOIN LATERAL (
                    SELECT f.facts::text FROM firmographics f WHERE f.account_id = ANY (members.ids || a.id)
                    ORDER BY f.account_id = a.id DESC, f.enriched_at DESC, f.account_id LIMIT 1
                ) AS known ON true
                WHERE a.id = ANY (?)
                ORDER BY a.id
                """, row -> company(row.getObject("id", UUID.class), row), LATEST_SIGNUPS, uuids(roots));
    }

    /** Looked up by each user: a join would be planned by statistics that a new table does not have. */
    private static void sums(Database.RoundTrip trip, Map<UUID, Map<String, RuleUsage>> usageOf, CompiledModel model) {
        trip.query(
                "WITH " + Members.OF_ROOTS + """
                        SELECT m.root_id, u.measure, sum(u.events) AS events, sum(u.weights) AS weights,
                            min(u.first_at) AS first_at, max(u.last_at) AS last_at
                        FROM member m
                        CROSS JOIN LATERAL (SELECT key FROM identity WHERE account_id = m.id OFFSET 0) AS i
                        CROSS JOIN LATERAL (SELECT * FROM usage_sum WHERE user_key = i.key OFFSET 0) AS u
                        WHERE u.measure = ANY (?)
                        GROUP BY m.root_id, u.measure
                        """,
                row -> {
                    RuleUsage used = usage(row);
                    Map<String, RuleUsage> byRule = usageOf.get(row.getObject("root_id", UUID.class));
                    for (String rule : model.rulesOf().get(row.getString("measure"))) {
                        byRule.put(rule, used);
                    }
                    return null;
                },
                uuids(usageOf.keySet()),
                text(model.measures().keySet()));
    }

    private Company company(UUID id, ResultSet row) throws SQLException {
        Map<String, String> said = new HashMap<>();
        for (String question : QUESTIONS) {
            String answer = row.getString(question);
            if (answer != null) {
                said.put(question, answer);
            }
        }
        return new Company(
                id,
                List.of((UUID[]) row.getArray("members").getArray()),
                row.getString("domain"),
                row.getString("name"),
                json.read(row.getString("signup"), SignupAnswers.class),
                said,
                json.read(row.getString("facts"), Firmographics.class),
                new HashMap<>(),
                signals(row.getString("signals")));
    }

    private List<Signal> signals(String stored) {
        return stored == null ? List.of() : List.of(json.read(stored, Signal[].class));
    }

    private static RuleUsage usage(ResultSet row) throws SQLException {
        return new RuleUsage(
                row.getLong("events"),
                row.getBigDecimal("weights"),
                Database.instant(row, "first_at"),
                Database.instant(row, "last_at"));
    }

    /** All of an account but its people. */
    private record Company(
            UUID id,
            List<UUID> members,
            String domain,
            String name,
            SignupAnswers signup,
            Map<String, String> said,
            Firmographics firmographics,
            Map<String, RuleUsage> usage,
            List<Signal> signals) {

        Known with(List<PeopleRepository.Person> people, String plan, QualificationRepository.Kept kept) {
            return new Known(
                    new AccountFacts(
                            id,
                            members,
                            domain,
                            name,
                            signup,
                            said,
                            firmographics,
                            plan,
                            usage,
                            people.isEmpty() ? UsageFacts.NONE : people.get(0).usageOfAll(),
                            people.stream()
                                    .filter(person -> person.user() && person.arrivalRank() <= SignalRule.MOST_PEOPLE)
                                    .sorted(Comparator.comparingLong(PeopleRepository.Person::arrivalRank))
                                    .map(person -> new Arrival(person.who(), person.firstSeenAt()))
                                    .toList(),
                            people.stream()
                                    .filter(person -> person.activityRank() <= PeopleRepository.MOST_PEOPLE)
                                    .sorted(Comparator.comparingLong(PeopleRepository.Person::activityRank))
                                    .map(PeopleRepository.Person::person)
                                    .toList(),
                            people.isEmpty() ? 0 : people.get(0).known(),
                            !people.isEmpty() && people.get(0).nobodyToLead()),
                    signals,
                    kept);
        }
    }
}
