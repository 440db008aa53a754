package io.tandem.signup.signups;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.contracts.SignupQualified;
import io.tandem.kit.web.Problem;
import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import io.tandem.signup.domain.Language;
import io.tandem.signup.tokens.Purpose;
import io.tandem.signup.tokens.SignedTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Signups that count only when the owner of the address says so. Until then their event waits here. */
@ApplicationScoped
class Confirmations {
    private static final int BATCH = 500;

    /** For anybody can type a stranger's address. */
    private static final int MAILS_AN_HOUR = 5;

    private static final String LATEST_MAILS = """
            SELECT ceil(extract(epoch FROM at + interval '1 hour' - now()))::int
            FROM signup u JOIN signup_confirmation c ON c.signup_id = u.id CROSS JOIN unnest(c.asked) AS at
            WHERE u.person_id = ? AND at > now() - interval '1 hour' ORDER BY at DESC LIMIT ?
            """;

    private static final String FORGET = """
            WITH lapsed AS (
                DELETE FROM signup_confirmation WHERE signup_id IN (
                    SELECT signup_id FROM signup_confirmation WHERE confirmed_at IS NULL AND expires_at < ?
                    ORDER BY signup_id LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING signup_id
            )
            DELETE FROM signup USING lapsed WHERE id = signup_id RETURNING person_id
            """;

    private static final String FORGET_TOUCHES = """
            DELETE FROM touch WHERE person_id = ANY (?)
                AND NOT EXISTS (SELECT FROM signup WHERE signup.person_id = touch.person_id)
            """;

    // Whoever signs up just now holds the row.
    private static final String FORGET_PEOPLE = """
            WITH unknown AS (
                DELETE FROM person WHERE id IN (
                    SELECT id FROM person WHERE id = ANY (?)
                        AND NOT EXISTS (SELECT FROM signup WHERE signup.person_id = person.id)
                    ORDER BY id FOR UPDATE SKIP LOCKED)
                RETURNING account_id
            )
            UPDATE account SET name = 'Erased person' FROM unknown WHERE account.id = account_id AND domain IS NULL
            """;

    private final Database database;
    private final Json json;
    private final SignedTokens tokens;
    private final SignupConfig config;

    Confirmations(Database database, Json json, SignedTokens tokens, SignupConfig config) {
        this.database = database;
        this.json = json;
        this.tokens = tokens;
        this.config = config;
    }

    /**
     * The row is also the order to send the mail. Time counts from now: what was refused first may have been signed up
     * long ago.
     *
     * @throws Problem 429 if the person was sent enough mails
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void ask(Submission submission, SignupQualified event) {
        refuseTooMany(submission.answers().personId());
        Instant now = Instant.now();
        Instant expiresAt = now.plus(config.confirmWithin()).truncatedTo(ChronoUnit.SECONDS);
        database.update("""
                INSERT INTO signup_confirmation (signup_id, email, event, expires_at, next_attempt_at)
                VALUES (?, ?, ?::jsonb, ?, ?)
                """, values -> values.add(submission.id())
                .add(submission.mailAddress())
                .add(json.write(event))
                .add(expiresAt)
                .add(now));
    }

    /** Whoever fills in the form again may have lost the mail; whoever pressed the button twice has not. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void askAgain(UUID signupId, UUID personId) {
        if (latestMails(personId).size() < MAILS_AN_HOUR) {
            database.update("""
                    UPDATE signup_confirmation
                    SET mails = mails + 1, asked = asked || now(), sent_at = NULL, next_attempt_at = now()
                    WHERE signup_id = ? AND event IS NOT NULL AND sent_at < now() - interval '5 minutes'
                    """, values -> values.add(signupId));
        }
    }

    private void refuseTooMany(UUID personId) {
        List<Integer> latest = latestMails(personId);
        if (latest.size() == MAILS_AN_HOUR) {
            int seconds = Math.max(1, latest.get(MAILS_AN_HOUR - 1));
            throw Problem.tooManyRequests(
                    "This address was sent enough mails; try again in " + seconds + " s.", seconds);
        }
    }

    /** In how many seconds each is an hour old, the latest first; one who asks at a time. */
    private List<Integer> latestMails(UUID personId) {
        database.query(
                "SELECT pg_advisory_xact_lock(hashtext('signup_confirmation'), hashtext(?))",
                values -> values.add(personId.toString()),
                row -> true);
        return database.query(LATEST_MAILS, values -> values.add(personId).add(MAILS_AN_HOUR), row -> row.getInt(1));
    }

    /** What was waiting to be told: once, and not of somebody who was erased. It is kept no longer than needed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<SignupQualified> confirmed(UUID signupId) {
        return database
                .query(
                        """
                        UPDATE signup_confirmation new SET event = NULL, confirmed_at = now()
                        FROM (SELECT * FROM signup_confirmation WHERE signup_id = ? FOR UPDATE) old
                        WHERE new.signup_id = old.signup_id AND old.event IS NOT NULL RETURNING old.event
                        """,
                        values -> values.add(signupId),
                        row -> json.read(row.getString("event"), SignupQualified.class))
                .stream()
                .findFirst();
    }

    /** Whoever did not confirm is forgotten: the confirmation, the signup, and the person if nothing else is known. */
    @Scheduled(every = "1h", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        Instant expiredBefore = Instant.now().minus(config.keepRefused());
        int forgotten;
        do {
            forgotten = QuarkusTransaction.requiringNew().call(() -> forgetSome(expiredBefore));
        } while (forgotten == BATCH);
    }

    private int forgetSome(Instant expiredBefore) {
        List<UUID> people = database.query(
                FORGET, values -> values.add(expiredBefore).add(BATCH), row -> row.getObject(1, UUID.class));
        database.update(FORGET_TOUCHES, values -> values.add("uuid", people));
        database.update(FORGET_PEOPLE, values -> values.add("uuid", people));
        return people.size();
    }

    /**
     * The signup that a link confirms.
     *
     * @throws Problem 400 if it is no link of ours, 410 if it is too old
     */
    UUID signupOf(String token, Instant now) {
        SignedTokens.Signed signed = tokens.read(Purpose.CONFIRMATION, token)
                .orElseThrow(() -> Problem.of(400, "Link not valid", "This link is not complete, or not ours."));
        if (now.isAfter(signed.expiresAt())) {
            throw Problem.of(410, "Link expired", "This link is too old. Sign up again to get a new one.");
        }
        return signed.subject();
    }

    @Transactional
    public Optional<ConfirmationView> find(UUID signupId) {
        return database.query("""
                        SELECT c.*, f.definition ->> 'locale' AS locale
                        FROM signup_confirmation c JOIN signup u ON u.id = c.signup_id
                        LEFT JOIN form_version f ON f.source_id = u.source_id AND f.version = u.form_version
                        WHERE c.signup_id = ?
                        """, values -> values.add(signupId), this::view).stream()
                .findFirst();
    }

    /** In the fragment, so that it stands in no server's log. The page it opens confirms; a mail scanner does not. */
    String link(UUID signupId, Instant expiresAt, String locale) {
        return config.publicUrl().replaceAll("/+$", "") + "/forms/confirm"
                + (Language.of(locale) == Language.GERMAN ? "?lang=de" : "") + "#"
                + tokens.sign(Purpose.CONFIRMATION, signupId, expiresAt);
    }

    private ConfirmationView view(ResultSet row) throws SQLException {
        UUID signupId = row.getObject("signup_id", UUID.class);
        Instant expiresAt = Database.time(row, "expires_at");
        return new ConfirmationView(
                signupId,
                row.getString("email"),
                link(signupId, expiresAt, row.getString("locale")),
                expiresAt,
                Database.time(row, "confirmed_at"),
                row.getInt("attempts"),
                row.getString("last_error"),
                Database.time(row, "sent_at"));
    }
}
