package io.tandem.crm.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.Firmographics;
import io.tandem.crm.changes.RecordChanges.Changed;
import io.tandem.crm.domain.Grading.Held;
import io.tandem.crm.domain.KnownPerson;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The set-based SQL that keeps accounts and their people. Rows are written in key order, so that writers cannot deadlock. */
@ApplicationScoped
class AccountSnapshots {
    private static final String HELD = """
            select account_id, grade, scored_at from account
            where account_id = any (?) order by account_id for update
            """;

    private static final String UPSERT_ACCOUNTS = """
            insert into account (account_id, domain, name, score_total, grade, scored_at, firmographics)
            select account_id, domain, name, score_total, grade, scored_at, firmographics::jsonb
            from unnest(?::uuid[], ?::text[], ?::text[], ?::float8[], ?::text[], ?::timestamptz[], ?::text[])
                as scored (account_id, domain, name, score_total, grade, scored_at, firmographics)
            order by account_id
            on conflict (account_id) do update set
                domain = excluded.domain, name = excluded.name, score_total = excluded.score_total,
                grade = excluded.grade, scored_at = excluded.scored_at, firmographics = excluded.firmographics
            where excluded.scored_at >= account.scored_at
            returning account_id, not exists (select from account as before
                where before.account_id = account.account_id and (before.name, before.domain, before.firmographics)
                    is not distinct from (account.name, account.domain, account.firmographics))
            """;

    /**
     * The newest score that names a person says who they are; that they once signed up is never forgotten.
     * Who was erased comes back only by what happened later. Tells of each whether they are called otherwise than before,
     * or were seen last elsewhere.
     */
    private static final String UPSERT_PEOPLE = """
            insert into stakeholder as known
                (account_id, person_id, name, email, role, source, do_not_lead_with_sales, seen_at)
            select account_id, person_id, name, email, role, case when signed_up then 'SIGNUP' else 'USAGE' end,
                do_not_lead, seen_at
            from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bool[], ?::bool[], ?::timestamptz[],
                ?::timestamptz[])
                as person (account_id, person_id, name, email, role, signed_up, do_not_lead, met_at, seen_at)
            where not exists (select from erased_person as erased
                              where erased.person_id = person.person_id and erased.requested_at >= met_at)
                or exists (select from stakeholder as back
                           where back.account_id = person.account_id and back.person_id = person.person_id)
            order by account_id, person_id
            on conflict (account_id, person_id) do update set
                name = case when excluded.seen_at >= known.seen_at then excluded.name else known.name end,
                email = case when excluded.seen_at >= known.seen_at then excluded.email else known.email end,
                role = case when excluded.seen_at >= known.seen_at then excluded.role else known.role end,
                do_not_lead_with_sales = case when excluded.seen_at >= known.seen_at
                    then excluded.do_not_lead_with_sales else known.do_not_lead_with_sales end,
                source = case when known.source = 'SIGNUP' then known.source else excluded.source end,
                seen_at = greatest(excluded.seen_at, known.seen_at)
            returning account_id, person_id, not exists (select from stakeholder as before
                where before.account_id = known.account_id and before.person_id = known.person_id
                    and (before.name, before.email, before.role)
                        is not distinct from (known.name, known.email, known.role)
                    and not exists (select from stakeholder as elsewhere
                        where elsewhere.person_id = known.person_id and elsewhere.account_id <> known.account_id
                            and elsewhere.seen_at >= before.seen_at))
            """;

    private final AgroalDataSource database;
    private final ObjectMapper json;

    AccountSnapshots(AgroalDataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Locks the accounts that are known already and says which grades they hold. */
    Map<UUID, Held> held(Collection<UUID> accountIds) {
        Map<UUID, Held> held = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(HELD)) {
            select.setArray(1, connection.createArrayOf("uuid", accountIds.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    OffsetDateTime scoredAt = rows.getObject(3, OffsetDateTime.class);
                    held.put(rows.getObject(1, UUID.class), new Held(rows.getString(2), scoredAt.toInstant()));
                }
            }
            return held;
        } catch (SQLException e) {
            throw new IllegalStateException("The accounts could not be read", e);
        }
    }

    /**
     * Keeps one score for each account, unless a newer one is held.
     *
     * @return those of which more is new than the score
     */
    Set<UUID> keep(Collection<AccountScored> scores) {
        return write(
                        UPSERT_ACCOUNTS,
                        scores,
                        row -> row.getBoolean(2) ? Stream.of(row.getObject(1, UUID.class)) : Stream.of(),
                        List.of(
                                column("uuid", AccountScored::accountId),
                                column("text", AccountScored::domain),
                                column("text", AccountScored::accountName),
                                column("float8", scored -> scored.score().total()),
                                column("text", scored -> scored.score().grade()),
                                column("timestamptz", AccountScored::scoredAt),
                                column("text", scored -> json(scored.firmographics()))))
                .collect(Collectors.toSet());
    }

    /**
     * Keeps each person once, see {@link KnownPerson}.
     *
     * @return those of whom anything is new
     */
    List<Changed> keepPeople(Collection<KnownPerson> people) {
        return write(
                        UPSERT_PEOPLE,
                        people,
                        row -> row.getBoolean(3)
                                ? Stream.of(new Changed(row.getObject(2, UUID.class), row.getObject(1, UUID.class)))
                                : Stream.of(),
                        List.of(
                                column("uuid", KnownPerson::accountId),
                                column("uuid", KnownPerson::personId),
                                column("text", KnownPerson::name),
                                column("text", KnownPerson::email),
                                column("text", KnownPerson::role),
                                column("bool", KnownPerson::signedUp),
                                column("bool", KnownPerson::doNotLeadWithSales),
                                column("timestamptz", KnownPerson::metAt),
                                column("timestamptz", KnownPerson::seenAt)))
                .toList();
    }

    private interface Told<R> {
        Stream<R> read(ResultSet row) throws SQLException;
    }

    private <T, R> Stream<R> write(String sql, Collection<T> rows, Told<R> told, List<Column<T>> columns) {
        if (rows.isEmpty()) {
            return Stream.of();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                statement.setArray(i + 1, columns.get(i).of(rows, connection));
            }
            Stream.Builder<R> news = Stream.builder();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    told.read(row).forEach(news);
                }
            }
            return news.build();
        } catch (SQLException e) {
            throw new IllegalStateException("The accounts could not be written", e);
        }
    }

    private String json(Firmographics known) {
        try {
            return known == null ? null : json.writeValueAsString(known);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is known of a company cannot be written as JSON", e);
        }
    }

    private static <T> Column<T> column(String type, Function<T, Object> value) {
        return new Column<>(type, value);
    }

    private record Column<T>(String type, Function<T, Object> value) {
        Array of(Collection<T> rows, Connection connection) throws SQLException {
            return connection.createArrayOf(type, rows.stream().map(value).toArray());
        }
    }
}
