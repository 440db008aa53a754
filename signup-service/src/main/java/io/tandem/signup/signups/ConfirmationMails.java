package io.tandem.signup.signups;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Sends the mails that ask to confirm an address. A mail to be sent is a row, locked while it is being sent: it outlives
 * any crash, and only one that was sent in the moment of the crash is sent again, under the same Message-ID.
 */
@ApplicationScoped
class ConfirmationMails {
    private static final Logger LOG = Logger.getLogger(ConfirmationMails.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 20;

    private static final String NEXT = """
            SELECT c.signup_id, c.email, c.expires_at, c.mails, c.attempts, s.name AS source,
                EXISTS (SELECT FROM suppression p WHERE p.person_hash = person_hash(u.person_id)) AS suppressed,
                f.definition ->> 'locale' AS locale
            FROM signup_confirmation c JOIN signup u ON u.id = c.signup_id JOIN source s ON s.id = u.source_id
            LEFT JOIN form_version f ON f.source_id = u.source_id AND f.version = u.form_version
            WHERE c.sent_at IS NULL AND c.confirmed_at IS NULL AND c.next_attempt_at <= now() AND c.expires_at > now()
            ORDER BY c.next_attempt_at LIMIT 1 FOR UPDATE OF c SKIP LOCKED
            """;

    private final Database database;
    private final Confirmations confirmations;
    private final Mailer mailer;
    private final SignupConfig config;

    ConfirmationMails(Database database, Confirmations confirmations, Mailer mailer, SignupConfig config) {
        this.database = database;
        this.confirmations = confirmations;
        this.mailer = mailer;
        this.config = config;
    }

    private record Waiting(
            UUID signupId,
            String email,
            Instant expiresAt,
            int mails,
            int attempts,
            String source,
            String locale,
            boolean suppressed) {}

    @Scheduled(every = "${tandem.signup.mail-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void send() {
        if (!config.mailEnabled()) {
            return;
        }
        boolean sent = true;
        while (sent) {
            sent = QuarkusTransaction.requiringNew().call(this::sendNext);
        }
    }

    private boolean sendNext() {
        List<Waiting> next = database.query(
                NEXT,
                values -> {},
                row -> new Waiting(
                        row.getObject("signup_id", UUID.class),
                        row.getString("email"),
                        Database.time(row, "expires_at"),
                        row.getInt("mails"),
                        row.getInt("attempts"),
                        row.getString("source"),
                        row.getString("locale"),
                        row.getBoolean("suppressed")));
        next.forEach(this::attempt);
        return !next.isEmpty();
    }

    private void attempt(Waiting waiting) {
        if (waiting.suppressed()) {
            // Anybody can type an address. Who is suppressed and did sign up gets the link from an admin.
            putOff(waiting, 0, "The person is suppressed; it is sent when they no longer are.", LONGEST_PAUSE);
            return;
        }
        try {
            mailer.send(mail(waiting));
            database.update(
                    "UPDATE signup_confirmation SET sent_at = now(), attempts = 0, last_error = NULL WHERE signup_id = ?",
                    values -> values.add(waiting.signupId()));
        } catch (RuntimeException e) {
            LOG.warnf("The mail of signup %s is sent later: %s", waiting.signupId(), e.getMessage());
            putOff(waiting, 1, String.valueOf(e.getMessage()), pauseAfter(waiting.attempts()));
        }
    }

    private void putOff(Waiting waiting, int attempts, String why, Duration pause) {
        database.update(
                "UPDATE signup_confirmation SET attempts = attempts + ?, last_error = ?, next_attempt_at = ? WHERE signup_id = ?",
                values -> values.add(attempts)
                        .add(why)
                        .add(Instant.now().plus(pause))
                        .add(waiting.signupId()));
    }

    private Duration pauseAfter(int attempts) {
        Duration pause = config.mailPause().multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private Mail mail(Waiting waiting) {
        ConfirmationText text = ConfirmationText.in(waiting.locale());
        String link = confirmations.link(waiting.signupId(), waiting.expiresAt(), waiting.locale());
        return Mail.withText(waiting.email(), text.subject(), text.body().formatted(waiting.source(), link))
                .addHeader("Message-ID", "<" + waiting.signupId() + "." + waiting.mails() + "@confirmation.tandem>")
                .addHeader("Auto-Submitted", "auto-generated");
    }
}
