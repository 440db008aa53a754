package io.tandem.signup.signups;

import static io.restassured.RestAssured.given;
import static io.tandem.signup.TestSource.admin;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.signup.TestSource;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConfirmationTest.MailServerThatComesLate.class)
@WithTestResource(RealInfrastructure.class)
class ConfirmationTest {
    private static final Map<String, String> NEWS =
            Map.of("purpose", "news", "version", "2026-01", "text", "Send me news");

    @ConfigProperty(name = "quarkus.mailer.port")
    int port;

    @Inject
    DataSource database;

    @Inject
    Confirmations confirmations;

    public static class MailServerThatComesLate implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tandem.signup.decision-wait", "50ms",
                    "tandem.signup.mail-enabled", "true",
                    "tandem.signup.mail-pause", "100ms",
                    "tandem.signup.mail-every", "200ms",
                    "quarkus.mailer.mock", "false",
                    "quarkus.mailer.port", Integer.toString(freePort()));
        }
    }

    @Test
    void signupCountsWhenTheMailedLinkWasFollowed() throws SQLException, MessagingException {
        TestSource source = TestSource.create().publish(form -> form.put("doubleOptIn", true));
        Map<String, Object> form = TestSource.form();
        Response answer = source.submit(form);
        String id = answer.then()
                .statusCode(202)
                .body("status", equalTo("UNCONFIRMED"))
                .extract()
                .path("id");
        String confirmation = "/api/v1/signups/" + id + "/confirmation";
        await().until(() -> admin().get(confirmation).<Integer>path("attempts") > 0);
        assertEquals(0, published(form));
        given().get(confirmation).then().statusCode(401);
        given().auth().oauth2(Tokens.of("analyst")).get(confirmation).then().statusCode(403);

        GreenMail mailbox = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailbox.start();
        try {
            await().until(() -> admin().get(confirmation).path("sentAt") != null);
            assertEquals(1, mailsTo(form, mailbox).length);
            String link = admin().get(confirmation).path("link");
            String mail = GreenMailUtil.getBody(mailsTo(form, mailbox)[0]).replace("=\r\n", "");
            assertTrue(mail.contains(link), mail);
            String token = link.substring(link.indexOf('#') + 1);
            confirm(token).then().statusCode(200).body("id", equalTo(id)).body("status", equalTo("PENDING"));
            confirm(token).then().statusCode(200).body("id", equalTo(id));
            TestTopics.await(
                    Topics.SIGNUPS,
                    SignupQualified.class,
                    event -> event.answers().signupId().toString().equals(id));
            assertEquals(1, published(form));
            whoLostTheMailGetsAnother(source, mailbox);
            confirm(answer.path("returningToken")).then().statusCode(400);
            confirm("nonsense").then().statusCode(400);
        } finally {
            mailbox.stop();
        }
    }

    @Test
    void whoIsSuppressedIsSentNoMailAndTheAdminSeesWhy() throws MessagingException {
        TestSource source = TestSource.create().publish(form -> form.put("doubleOptIn", true));
        Map<String, Object> form = TestSource.form();
        Map<String, Object> other = TestSource.form();
        admin().body(Map.of("email", form.get("email"), "reason", "asked"))
                .post("/api/v1/suppressions")
                .then()
                .statusCode(201);
        String id = source.submit(form).then().statusCode(202).extract().path("id");
        String confirmation = "/api/v1/signups/" + id + "/confirmation";
        await().until(() -> admin().get(confirmation).path("lastError") != null);
        admin().get(confirmation)
                .then()
                .body("lastError", startsWith("The person is suppressed"))
                .body("attempts", equalTo(0))
                .body("sentAt", nullValue());

        GreenMail mailbox = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailbox.start();
        try {
            source.submit(other).then().statusCode(202);
            await().until(() -> mailsTo(other, mailbox).length == 1);
            assertEquals(0, mailsTo(form, mailbox).length);
        } finally {
            mailbox.stop();
        }
        String link = admin().get(confirmation).path("link");
        confirm(link.substring(link.indexOf('#') + 1)).then().statusCode(200);
    }

    @Test
    void mailSpeaksTheLanguageOfItsForm() throws MessagingException, IOException {
        TestSource source = TestSource.create().publish(form -> {
            form.put("doubleOptIn", true);
            form.put("locale", "de-AT");
        });
        Map<String, Object> form = TestSource.form();
        String id = source.submit(form).then().statusCode(202).extract().path("id");
        GreenMail mailbox = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailbox.start();
        try {
            await().until(() -> mailsTo(form, mailbox).length == 1);
            MimeMessage mail = mailsTo(form, mailbox)[0];
            assertEquals("Bitte bestätigen Sie Ihre Adresse", mail.getSubject());
            String link = admin().get("/api/v1/signups/" + id + "/confirmation").path("link");
            assertTrue(link.contains("/forms/confirm?lang=de#"), link);
            assertTrue(
                    mail.getContent().toString().contains(link),
                    mail.getContent().toString());
        } finally {
            mailbox.stop();
        }
    }

    private void whoLostTheMailGetsAnother(TestSource source, GreenMail mailbox)
            throws SQLException, MessagingException {
        Map<String, Object> form = TestSource.form();
        String id = source.submit(form).path("id");
        await().until(() -> mailsTo(form, mailbox).length == 1);

        assertEquals(id, source.submit(form).path("id"));
        execute("UPDATE signup_confirmation SET sent_at = sent_at - interval '6 minutes' WHERE signup_id = '" + id
                + "'");
        assertEquals(id, source.submit(form).path("id"));

        await().until(() -> mailsTo(form, mailbox).length == 2);
        assertNotEquals(mailsTo(form, mailbox)[0].getMessageID(), mailsTo(form, mailbox)[1].getMessageID());
    }

    /** Those of other tests that were left without their mail get it now, too. */
    private static MimeMessage[] mailsTo(Map<String, Object> form, GreenMail mailbox) {
        return mailbox.getReceivedMessagesForDomain((String) form.get("email"));
    }

    @Test
    void whatWasSaidAboutConsentsCountsOnceTheAddressIsConfirmed() {
        TestSource source = TestSource.create().publish(form -> {
            form.put("doubleOptIn", true);
            form.put("consents", List.of(NEWS));
        });
        Map<String, Object> form = withConsent();
        String id = source.submit(form).then().statusCode(202).extract().path("id");
        assertEquals(List.of(), consentsOf(form));

        String link = admin().get("/api/v1/signups/" + id + "/confirmation").path("link");
        String token = link.substring(link.indexOf('#') + 1);
        confirm(token).then().statusCode(200);
        confirm(token).then().statusCode(200);

        assertEquals(List.of("news"), consentsOf(form));
    }

    @Test
    void whatWasSaidAboutConsentsCountsAtOnceWhereNothingIsConfirmed() {
        TestSource source = TestSource.create().publish(form -> form.put("consents", List.of(NEWS)));
        Map<String, Object> form = withConsent();

        source.submit(form).then().statusCode(202);
        source.submit(form).then().statusCode(202);

        assertEquals(List.of("news"), consentsOf(form));
    }

    @Test
    void whoDoesNotConfirmIsForgotten() throws SQLException {
        TestSource source = TestSource.create().publish(form -> form.put("doubleOptIn", true));
        List<String> ids = new ArrayList<>();
        for (int person = 0; person < 2; person++) {
            ids.add(source.submit(TestSource.form(UUID.randomUUID() + "@gmail.com"))
                    .path("id"));
        }
        execute("UPDATE signup_confirmation SET expires_at = now() - interval '91 days' WHERE signup_id = '"
                + ids.get(0) + "'");
        String person = text("SELECT person_id FROM signup WHERE id = '" + ids.get(0) + "'");

        confirmations.forget();

        given().get("/api/v1/signups/" + ids.get(0)).then().statusCode(404);
        assertEquals("0", text("SELECT count(*) FROM person WHERE id = '" + person + "'"));
        assertEquals("0", text("SELECT count(*) FROM touch WHERE person_id = '" + person + "'"));
        String link =
                admin().get("/api/v1/signups/" + ids.get(1) + "/confirmation").path("link");
        confirm(link.substring(link.indexOf('#') + 1)).then().statusCode(200);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Map<String, Object> withConsent() {
        Map<String, Object> form = TestSource.form();
        form.put("consents", List.of(Map.of("purpose", "news", "version", "2026-01", "granted", true)));
        return form;
    }

    private static List<String> consentsOf(Map<String, Object> form) {
        return admin().queryParam("email", form.get("email"))
                .get("/api/v1/consents")
                .then()
                .statusCode(200)
                .extract()
                .path("items.purpose");
    }

    private static Response confirm(String token) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("token", token))
                .post("/api/v1/signup-confirmations");
    }

    private static int published(Map<String, Object> form) {
        return TestTopics.present(Topics.SIGNUPS, SignupQualified.class, event -> event.answers()
                        .email()
                        .equals(form.get("email")))
                .size();
    }

    /** None of those that systems hand out by themselves: nobody may take it before the mail server comes. */
    private static int freePort() {
        for (int port = 20_000 + ThreadLocalRandom.current().nextInt(10_000); ; port++) {
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one.
            }
        }
    }
}
