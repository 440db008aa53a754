package io.tandem.signup.forms;

import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import io.tandem.signup.domain.FormAnswers;
import io.tandem.signup.tokens.Purpose;
import io.tandem.signup.tokens.SignedTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the bearer of a token said before: with the signup that the token stands for, and on the forms before it whose
 * token came with it. It tells no more than what its bearer has said, whoever else signs up with the same address.
 */
@ApplicationScoped
public class KnownAnswers {
    private static final List<String> COLUMNS = List.of("name", "company", "role", "country");

    private final SignedTokens tokens;
    private final Database database;
    private final Json json;

    KnownAnswers(SignedTokens tokens, Database database, Json json) {
        this.tokens = tokens;
        this.database = database;
        this.json = json;
    }

    /** The answers, whose they are, and the signup whose token knows them. */
    public record Earlier(UUID signupId, String email, FormAnswers answers) {}

    /** Empty for a token that is not genuine or too old, as if there were none. */
    public Optional<Earlier> of(String token, Instant now) {
        return tokens.read(Purpose.RETURNING, token)
                .filter(signed -> now.isBefore(signed.expiresAt()))
                .flatMap(signed -> ofSignup(signed.subject()));
    }

    private Optional<Earlier> ofSignup(UUID signupId) {
        return database
                .query(
                        """
                        SELECT email, name, company, company_size, role, use_case, country, self_reported, custom,
                            said_before
                        FROM signup WHERE id = ? AND person_id IS NOT NULL
                        """,
                        values -> values.add(signupId),
                        row -> new Earlier(signupId, row.getString("email"), answers(row)))
                .stream()
                .findFirst();
    }

    /** The wish for a human is not among them: it is of the moment. */
    private FormAnswers answers(ResultSet row) throws SQLException {
        Map<String, String> answers = new TreeMap<>(json.readTexts(row.getString("said_before")));
        for (String column : COLUMNS) {
            put(answers, column, row.getString(column));
        }
        put(answers, "companySize", row.getString("company_size"));
        put(answers, "useCase", row.getString("use_case"));
        put(answers, "selfReported", row.getString("self_reported"));
        json.readTexts(row.getString("custom")).forEach((name, text) -> answers.put("custom." + name, text));
        return new FormAnswers(answers);
    }

    private static void put(Map<String, String> answers, String name, String answer) {
        if (answer != null) {
            answers.put(name, answer);
        }
    }
}
