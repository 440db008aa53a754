package io.tandem.signup.signups;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.Touch;
import io.tandem.signup.attribution.ToldTouches;
import io.tandem.signup.attribution.TouchStatements;
import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import io.tandem.signup.domain.MetAccount;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Signups by plain SQL: somebody waits for these statements, so each use case is one of them. */
@ApplicationScoped
class SignupRepository {
    /** Tells every instance the id of a signup that was decided and for whose decision this one does not wait. */
    static final String CHANNEL = "signup_decided";

    // What is selected from runs first and the others after it: everybody takes the rows in the same order.
    private static final String INSERT = """
            WITH met_account AS (
                INSERT INTO account (id, domain, name, first_met_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            ), met_person AS (
                INSERT INTO person (id, account_id, email, name, role, first_met_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
            ), told_touch AS (
                %s
            ), accepted AS (
                INSERT INTO signup (id, fingerprint, source_id, account_id, person_id, email, name, company, company_size,
                                    role, use_case, country, talk_to_sales, user_id, anonymous_id, utm, signed_up_at,
                                    custom, do_not_lead_with_sales, form_version, status, consents, self_reported,
                                    said_before)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?, ?, ?, ?::jsonb, ?, ?::jsonb)
                ON CONFLICT (fingerprint) DO NOTHING RETURNING id
            )
            SELECT (SELECT firmographics FROM company WHERE domain = ?) AS firmographics, (%s) AS touches FROM accepted
            """.formatted(TouchStatements.STORE, TouchStatements.KNOWN);

    // The first decision is the visitor's answer and stays it, so an event delivered again changes nothing.
    private static final String DECIDE = """
            WITH decided AS (
                UPDATE signup SET status = 'DECIDED', decision = given.decision, decided_at = now()
                FROM unnest(?::uuid[], ?::jsonb[]) AS given (id, decision)
                WHERE signup.id = given.id AND signup.status = 'PENDING'
                RETURNING signup.id
            )
            SELECT id, CASE WHEN id <> ALL (?) THEN pg_notify('%s', id::text) END FROM decided
            """.formatted(CHANNEL);

    private final Database database;
    private final TouchStatements touches;
    private final Json json;

    SignupRepository(Database database, TouchStatements touches, Json json) {
        this.database = database;
        this.touches = touches;
        this.json = json;
    }

    /**
     * Stores the signup, the visits told with it, and its account and person as first met. Empty if the same was
     * submitted before.
     */
    Optional<Stored> insert(Submission submission, ToldTouches told) {
        SignupAnswers answers = submission.answers();
        MetAccount account = submission.account();
        Instant now = answers.signedUpAt();
        return database
                .query(
                        INSERT,
                        values -> {
                            values.add(account.id())
                                    .add(account.domain())
                                    .add(account.name())
                                    .add(now);
                            values.add(answers.personId()).add(account.id()).add(answers.email());
                            values.add(answers.name()).add(answers.role()).add(now);
                            touches.bindStore(values, told);
                            values.add(answers.signupId())
                                    .add(submission.fingerprint())
                                    .add(answers.sourceId());
                            values.add(account.id()).add(answers.personId()).add(answers.email());
                            values.add(answers.name()).add(answers.company());
                            values.add(label(answers.companySize())).add(answers.role());
                            values.add(answers.useCase()).add(answers.country()).add(answers.talkToSales());
                            values.add(answers.userId()).add(answers.anonymousId());
                            values.add(json.write(answers.utm())).add(now);
                            values.add(json.write(answers.custom())).add(answers.doNotLeadWithSales());
                            values.add(submission.filled().form().version());
                            values.add(submission.firstStatus().name());
                            values.add(json.write(submission.consents())).add(submission.selfReported());
                            values.add(json.write(
                                            submission.filled().saidBefore().byName()))
                                    .add(account.domain());
                            touches.bindKnown(values, answers.anonymousId(), answers.personId(), now);
                        },
                        this::stored)
                .stream()
                .findFirst();
    }

    /** The signup that said the same before, if it still counts as the same. */
    Optional<Signup> sameAs(Submission submission, Instant since) {
        return database
                .query(
                        "SELECT id, account_id, status, decision FROM signup WHERE fingerprint = ? AND signed_up_at >= ?",
                        values -> values.add(submission.fingerprint()).add(since),
                        this::signup)
                .stream()
                .findFirst();
    }

    /** Lets the same be said anew. Whoever comes second waits here for the first, and then finds its signup. */
    void forgetSaid(Submission submission, Instant before) {
        database.update(
                "UPDATE signup SET fingerprint = NULL WHERE fingerprint = ? AND signed_up_at < ?",
                values -> values.add(submission.fingerprint()).add(before));
    }

    void confirm(UUID id) {
        database.update(
                "UPDATE signup SET status = 'PENDING' WHERE id = ? AND status = 'UNCONFIRMED'",
                values -> values.add(id));
    }

    Optional<Signup> find(UUID id) {
        return database
                .query(
                        "SELECT id, account_id, status, decision FROM signup WHERE id = ?",
                        values -> values.add(id),
                        this::signup)
                .stream()
                .findFirst();
    }

    /** Those of the signups that are decided. */
    List<Signup> decidedAmong(List<UUID> ids) {
        return database.query(
                "SELECT id, account_id, status, decision FROM signup WHERE id = ANY (?) AND status = 'DECIDED'",
                values -> values.add("uuid", ids),
                this::signup);
    }

    /**
     * Stores the decisions of signups that have none, and tells which were stored.
     *
     * @param awaitedHere of which no other instance needs a notice, which costs its commit more than the rest of it
     */
    List<UUID> decide(Map<UUID, Decision> decisions, Collection<UUID> awaitedHere) {
        List<UUID> ids = new ArrayList<>(decisions.keySet());
        List<String> written =
                ids.stream().map(id -> json.write(decisions.get(id))).toList();
        return database.query(
                DECIDE,
                values -> values.add("uuid", ids).add("jsonb", written).add("uuid", List.copyOf(awaitedHere)),
                row -> row.getObject("id", UUID.class));
    }

    /** The latest first, of one account or of all. */
    List<SignupDetailView> page(Optional<UUID> accountId, Optional<SignupCursor> after, int rows) {
        String sql = "SELECT * FROM signup WHERE true"
                + (accountId.isPresent() ? " AND account_id = ?" : "")
                + (after.isPresent() ? " AND (signed_up_at, id) < (?, ?)" : "")
                + " ORDER BY signed_up_at DESC, id DESC LIMIT ?";
        return database.query(
                sql,
                values -> {
                    if (accountId.isPresent()) {
                        values.add(accountId.get());
                    }
                    if (after.isPresent()) {
                        values.add(after.get().signedUpAt()).add(after.get().id());
                    }
                    values.add(rows);
                },
                this::detail);
    }

    private Stored stored(ResultSet row) throws SQLException {
        String known = row.getString("firmographics");
        return new Stored(
                known == null ? null : json.read(known, Firmographics.class), touches.read(row.getString("touches")));
    }

    private Signup signup(ResultSet row) throws SQLException {
        return new Signup(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                SignupStatus.valueOf(row.getString("status")),
                decision(row));
    }

    private SignupDetailView detail(ResultSet row) throws SQLException {
        return new SignupDetailView(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                SignupStatus.valueOf(row.getString("status")),
                answers(row),
                decision(row).orElse(null));
    }

    /** What was said, from a whole row. */
    SignupAnswers answers(ResultSet row) throws SQLException {
        return new SignupAnswers(
                row.getObject("id", UUID.class),
                row.getObject("source_id", UUID.class),
                row.getObject("person_id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                row.getString("company"),
                size(row.getString("company_size")),
                row.getString("role"),
                row.getString("use_case"),
                row.getString("country"),
                row.getBoolean("talk_to_sales"),
                row.getString("user_id"),
                row.getString("anonymous_id"),
                json.readTexts(row.getString("utm")),
                Database.time(row, "signed_up_at"),
                json.readTexts(row.getString("custom")),
                row.getBoolean("do_not_lead_with_sales"),
                row.getString("status").equals(SignupStatus.IMPORTED.name()));
    }

    private static String label(CompanySize size) {
        return size == null ? null : size.label();
    }

    private static CompanySize size(String label) {
        return label == null ? null : CompanySize.ofLabel(label);
    }

    private Optional<Decision> decision(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("decision")).map(text -> json.read(text, Decision.class));
    }

    /** A signup that is new, with what is known of its company, or null, and of its person's visits. */
    record Stored(Firmographics firmographics, List<Touch> earlierTouches) {}
}
