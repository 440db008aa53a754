package io.tandem.signup.signups;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import io.tandem.signup.domain.PastSignup;
import io.tandem.signup.domain.TouchPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Signups of the past: kept as facts by sets of rows, and told to the others later, for nobody waits for them. */
@ApplicationScoped
public class PastSignups {
    private static final String KNOWN = """
            SELECT encode(fingerprint, 'hex') FROM signup
            WHERE fingerprint IN (SELECT decode(given, 'hex') FROM unnest(?::text[]) AS given)
            """;

    // Met earlier than was known until now, if the signup is older than the account's first. Sorted by the database, as
    // everywhere, so that imports do not block each other: Java has another order of ids.
    private static final String MEET_ACCOUNTS = """
            INSERT INTO account AS known (id, domain, name, first_met_at)
            SELECT id, domain, name, at::timestamptz FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                AS given (id, domain, name, at)
            ORDER BY id
            ON CONFLICT (id) DO UPDATE SET first_met_at = excluded.first_met_at
                WHERE known.first_met_at > excluded.first_met_at
            """;

    private static final String MEET_PEOPLE = """
            INSERT INTO person AS known (id, account_id, email, name, role, first_met_at)
            SELECT id, account_id, email, name, role, at::timestamptz
            FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS given (id, account_id, email, name, role, at)
            ORDER BY id
            ON CONFLICT (id) DO UPDATE SET first_met_at = excluded.first_met_at
                WHERE known.first_met_at > excluded.first_met_at
            """;

    private static final String STORE = """
            WITH stored AS (
                INSERT INTO signup (id, fingerprint, source_id, account_id, person_id, email, name, company, company_size,
                                    role, use_case, country, talk_to_sales, user_id, anonymous_id, utm, signed_up_at,
                                    custom, do_not_lead_with_sales, status, self_reported)
                SELECT gen_random_uuid(), decode(fingerprint, 'hex'), ?, account_id, person_id, email, name, company,
                       company_size, role, use_case, country, talk_to_sales, user_id, anonymous_id, utm, at::timestamptz,
                       custom, NOT ? AND NOT talk_to_sales, 'IMPORTED', self_reported
                FROM unnest(?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::jsonb[], ?::text[], ?::jsonb[],
                            ?::text[])
                    AS given (fingerprint, account_id, person_id, email, name, company, company_size, role, use_case,
                              country, talk_to_sales, user_id, anonymous_id, utm, at, custom, self_reported)
                ON CONFLICT (fingerprint) DO NOTHING
                RETURNING id, fingerprint
            ), queued AS (
                INSERT INTO untold_import (import_id, signup_id) SELECT ?, id FROM stored
            )
            SELECT encode(fingerprint, 'hex') FROM stored
            """;

    // Whoever was erased meanwhile is told of to nobody.
    private static final String TAKE_UNTOLD = """
            WITH taken AS (
                DELETE FROM untold_import WHERE place IN (
                    SELECT place FROM untold_import WHERE signup_id IS NOT NULL
                    ORDER BY place LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING signup_id, place
            )
            SELECT signup.*, account.domain, account.name AS account_name, company.firmographics
            FROM taken JOIN signup ON signup.id = taken.signup_id JOIN account ON account.id = signup.account_id
            LEFT JOIN company ON company.domain = account.domain
            WHERE signup.person_id IS NOT NULL
            ORDER BY place
            """;

    private final Database database;
    private final SignupRepository signups;
    private final Outbox outbox;
    private final Json json;

    PastSignups(Database database, SignupRepository signups, Outbox outbox, Json json) {
        this.database = database;
        this.signups = signups;
        this.outbox = outbox;
        this.json = json;
    }

    /** A signup of the past with what is derived from it. */
    public record Row(
            String fingerprint, PastSignup signup, UUID personId, UUID accountId, String domain, String accountName) {}

    /** Those of the fingerprints whose signup is here already. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<String> known(List<String> fingerprints) {
        return new HashSet<>(
                database.query(KNOWN, values -> values.add("text", fingerprints), row -> row.getString(1)));
    }

    /**
     * Stores those that are new, with their people and accounts, and returns their fingerprints.
     *
     * @param invitesSales whether the source's contacts may be led with sales
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<String> store(UUID importId, UUID sourceId, boolean invitesSales, List<Row> given) {
        if (given.isEmpty()) {
            return Set.of();
        }
        List<Row> rows =
                given.stream().sorted(Comparator.comparing(Row::fingerprint)).toList();
        meetAccounts(earliest(rows, Row::accountId));
        meetPeople(earliest(rows, Row::personId));
        return new HashSet<>(database.query(
                STORE,
                values -> {
                    values.add(sourceId).add(invitesSales);
                    values.add("text", each(rows, Row::fingerprint)).add("uuid", each(rows, Row::accountId));
                    values.add("uuid", each(rows, Row::personId))
                            .add("text", each(rows, row -> row.signup().email()));
                    values.add("text", each(rows, row -> row.signup().name()));
                    values.add("text", each(rows, row -> row.signup().company()));
                    values.add("text", each(rows, row -> label(row.signup().companySize())));
                    values.add("text", each(rows, row -> row.signup().role()));
                    values.add("text", each(rows, row -> row.signup().useCase()));
                    values.add("text", each(rows, row -> row.signup().country()));
                    values.add("bool", each(rows, row -> row.signup().talkToSales()));
                    values.add("text", each(rows, row -> row.signup().userId()));
                    values.add("text", each(rows, row -> row.signup().anonymousId()));
                    values.add(
                            "jsonb", each(rows, row -> json.write(row.signup().utm())));
                    values.add(
                            "text", each(rows, row -> row.signup().submittedAt().toString()));
                    values.add(
                            "jsonb", each(rows, row -> json.write(row.signup().custom())));
                    values.add("text", each(rows, row -> row.signup().selfReported()));
                    values.add(importId);
                },
                row -> row.getString(1)));
    }

    /** Tells the others of the next few. */
    @Transactional
    public void tellSome(int atMost) {
        List<SignupQualified> due = database.query(TAKE_UNTOLD, values -> values.add(atMost), this::event);
        due.forEach(event -> outbox.append(Topics.SIGNUPS, event));
    }

    private SignupQualified event(ResultSet row) throws SQLException {
        SignupAnswers answers = signups.answers(row);
        String known = row.getString("firmographics");
        return new SignupQualified(
                row.getObject("account_id", UUID.class),
                row.getString("domain"),
                row.getString("account_name"),
                answers,
                known == null ? null : json.read(known, Firmographics.class),
                TouchPath.until(answers.signedUpAt(), TouchPath.ofCampaign(answers.signedUpAt(), answers.utm()))
                        .attribution(row.getString("self_reported")));
    }

    private void meetAccounts(List<Row> first) {
        database.update(MEET_ACCOUNTS, values -> values.add("uuid", each(first, Row::accountId))
                .add("text", each(first, Row::domain))
                .add("text", each(first, Row::accountName))
                .add("text", each(first, row -> row.signup().submittedAt().toString())));
    }

    private void meetPeople(List<Row> first) {
        database.update(MEET_PEOPLE, values -> values.add("uuid", each(first, Row::personId))
                .add("uuid", each(first, Row::accountId))
                .add("text", each(first, row -> row.signup().email()))
                .add("text", each(first, row -> row.signup().name()))
                .add("text", each(first, row -> row.signup().role()))
                .add("text", each(first, row -> row.signup().submittedAt().toString())));
    }

    /** The earliest of each. */
    private static List<Row> earliest(List<Row> rows, Function<Row, UUID> id) {
        Map<UUID, Row> first = new HashMap<>();
        rows.stream()
                .sorted(Comparator.comparing(row -> row.signup().submittedAt()))
                .forEach(row -> first.putIfAbsent(id.apply(row), row));
        return List.copyOf(first.values());
    }

    private static String label(CompanySize size) {
        return size == null ? null : size.label();
    }

    private static List<?> each(List<Row> rows, Function<Row, ?> member) {
        List<Object> members = new ArrayList<>(rows.size());
        rows.forEach(row -> members.add(member.apply(row)));
        return members;
    }
}
