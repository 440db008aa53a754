package io.tandem.scoring.score;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Stage;
import io.tandem.contracts.UsageFacts;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.IdentityKey;
import io.tandem.scoring.domain.Qualification.Member;
import io.tandem.scoring.domain.RuleUsage;
import io.tandem.scoring.identity.Members;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What people did and are, each alone, so that they can be scored by the rules that accounts are scored by. */
@ApplicationScoped
class PersonUsageRepository {
    /** So many people of an account are scored, the most active, and all who are at a stage or asked for sales. */
    private static final int MOST_PEOPLE = 50;

    @Inject
    Database database;

    /**
     * Usage is looked up by each key: a join would be planned by statistics that a new table does not have.
     *
     * <p>Whoever is known only as an anonymous id is nobody to talk to. Who has moved here from another account, or bore
     * another name, keeps the stage; who is at both has one at each.
     */
    Map<UUID, List<Member>> of(Collection<UUID> roots, CompiledModel model) {
        Map<Key, Somebody> found = new LinkedHashMap<>();
        database.query(
                "WITH " + Members.OF_ROOTS + """
                        , somebody AS (
                            SELECT m.root_id, i.person, array_agg(i.key) AS keys, max(i.email) AS email,
                                max(i.name) AS name, max(i.role) AS role,
                                min(substr(i.key, 3)) FILTER (WHERE i.key LIKE 'u:%') AS user_id,
                                sum(i.events) AS all_events, min(i.first_seen_at) AS first_seen_at,
                                max(i.last_seen_at) AS last_seen_at,
                                row_number() OVER (PARTITION BY m.root_id ORDER BY sum(i.events) DESC, i.person) AS nth
                            FROM member m
                            CROSS JOIN LATERAL (SELECT * FROM identity WHERE account_id = m.id OFFSET 0) AS i
                            WHERE i.person NOT LIKE 'a:%'
                            GROUP BY m.root_id, i.person
                        ), related AS (
                            SELECT m.root_id, max(r.declined_at) AS declined_at, max(r.rests_until) AS rests_until,
                                max(r.accepted_at) AS accepted_at
                            FROM member m
                            CROSS JOIN LATERAL (SELECT * FROM relationship WHERE account_id = m.id OFFSET 0) AS r
                            GROUP BY m.root_id
                        )
                        SELECT s.*, p.stage, g.raised_at, coalesce(g.do_not_lead, false) AS do_not_lead,
                            r.declined_at, r.rests_until, r.accepted_at,
                            u.measure, u.events, u.weights, u.first_at, u.last_at
                        FROM somebody s
                        LEFT JOIN related r ON r.root_id = s.root_id
                        LEFT JOIN LATERAL (
                            SELECT held.stage FROM person_stage held
                            WHERE (held.person = s.person OR held.person = ANY (s.keys))
                                AND (held.account_id = s.root_id OR NOT EXISTS (
                                    SELECT FROM (
                                        SELECT held.account_id AS id UNION ALL
                                        SELECT account_id FROM account_link WHERE root_id = held.account_id
                                    ) AS m JOIN identity i ON i.account_id = m.id AND i.person = held.person
                                    WHERE NOT EXISTS (
                                        SELECT FROM account_link l
                                        WHERE l.account_id = held.account_id AND l.root_id IS NOT NULL)))
                            ORDER BY held.account_id = s.root_id DESC, held.stage = 'SALES' DESC LIMIT 1
                        ) AS p ON true
                        LEFT JOIN LATERAL (
                            SELECT bool_and(do_not_lead) AS do_not_lead,
                                max(signed_up_at) FILTER (
                                    WHERE answers ->> 'talkToSales' = 'true'
                                        AND (answers ->> 'imported') IS DISTINCT FROM 'true') AS raised_at
                            FROM signup WHERE person = s.person
                        ) AS g ON true
                        LEFT JOIN LATERAL (
                            SELECT u.* FROM unnest(s.keys) AS k (key)
                            CROSS JOIN LATERAL (
                                SELECT * FROM usage_sum WHERE user_key = k.key AND measure = ANY (?) OFFSET 0) AS u
                        ) AS u ON true
                        WHERE s.nth <= ? OR p.stage IS NOT NULL OR g.raised_at IS NOT NULL
                        ORDER BY s.root_id, s.nth
                        """,
                row -> {
                    Key key = new Key(row.getObject("root_id", UUID.class), row.getString("person"));
                    Somebody somebody = found.get(key);
                    if (somebody == null) {
                        somebody = somebody(key, row);
                        found.put(key, somebody);
                    }
                    if (row.getString("measure") != null) {
                        RuleUsage used = usage(row, somebody.member());
                        for (String rule : model.rulesOf().get(row.getString("measure"))) {
                            somebody.usage().merge(rule, used, RuleUsage::and);
                        }
                    }
                    return null;
                },
                uuids(roots),
                text(model.measures().keySet()),
                MOST_PEOPLE);
        return found.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().root(),
                        Collectors.mapping(entry -> entry.getValue().member(), Collectors.toList())));
    }

    private static RuleUsage usage(ResultSet row, Member member) throws SQLException {
        RuleUsage used = new RuleUsage(
                row.getLong("events"),
                row.getBigDecimal("weights"),
                Database.instant(row, "first_at"),
                Database.instant(row, "last_at"));
        return used.by(List.of(new RuleUsage.OfPerson(
                member.who(), member.facts().people().get(0), used.events(), used.weights(), used.lastAt())));
    }

    private static Somebody somebody(Key key, ResultSet row) throws SQLException {
        String email = row.getString("email");
        Instant lastSeenAt = Database.instant(row, "last_seen_at");
        String stage = row.getString("stage");
        boolean doNotLead = row.getBoolean("do_not_lead");
        AccountPerson person = new AccountPerson(
                email == null ? null : PersonId.ofEmail(email),
                row.getString("user_id"),
                email,
                row.getString("name"),
                row.getString("role"),
                row.getLong("all_events"),
                lastSeenAt,
                doNotLead);
        Map<String, RuleUsage> usage = new HashMap<>();
        Instant firstSeenAt = Database.instant(row, "first_seen_at");
        int users = firstSeenAt == null ? 0 : 1;
        String who = IdentityKey.idOf(key.person());
        AccountFacts facts = new AccountFacts(
                key.root(),
                List.of(),
                null,
                who,
                null,
                person.role() == null ? Map.of() : Map.of("role", person.role()),
                null,
                null,
                usage,
                new UsageFacts(person.events(), users, users, firstSeenAt, lastSeenAt),
                List.of(),
                List.of(person),
                1,
                doNotLead);
        return new Somebody(
                usage,
                new Member(
                        key.person(),
                        person.personId(),
                        who,
                        facts,
                        stage == null ? Stage.NONE : Stage.valueOf(stage),
                        QualificationRepository.circumstances(row, doNotLead)));
    }

    private record Key(UUID root, String person) {}

    private record Somebody(Map<String, RuleUsage> usage, Member member) {}
}
