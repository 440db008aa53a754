package io.tandem.signup.attribution;

import io.tandem.contracts.Touch;
import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Parts of statements about touches, for whoever cannot afford one more of its own. */
@ApplicationScoped
public class TouchStatements {
    /** Stores touches; {@link #bindStore} gives its values. */
    public static final String STORE = """
            INSERT INTO touch (id, at, landing_page, referrer, utm, click_ids, anonymous_id, person_id, source_id)
            SELECT told.*, visitor.* FROM
                unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::jsonb[], ?::jsonb[]) AS told,
                (VALUES (?::text, ?::uuid, ?::uuid)) AS visitor
            ON CONFLICT (id) DO NOTHING
            """;

    /**
     * The touches until a time of a person and of a browser as one JSON array: the latest 500, and the first, which counts
     * however many came after it. {@link #bindKnown} gives its values.
     */
    public static final String KNOWN = """
            SELECT coalesce(jsonb_agg(jsonb_build_object('at', at, 'landingPage', landing_page, 'referrer', referrer,
                                                         'utm', utm, 'clickIds', click_ids)), '[]')
            FROM (
                WITH visits AS (
                    SELECT * FROM touch WHERE person_id = ? AND at <= ?
                    UNION ALL
                    SELECT * FROM touch WHERE anonymous_id = ANY (ARRAY(
                        SELECT ?::text UNION SELECT anonymous_id FROM signup WHERE person_id = ?))
                      AND at <= ?
                )
                (SELECT * FROM visits ORDER BY at DESC LIMIT 500) UNION (SELECT * FROM visits ORDER BY at LIMIT 1)
            ) AS known
            """;

    private final Json json;

    TouchStatements(Json json) {
        this.json = json;
    }

    public void bindStore(Database.Values values, ToldTouches told) throws SQLException {
        List<Touch> touches = told.touches();
        values.add("uuid", told.ids());
        values.add("text", column(touches, touch -> touch.at().toString()));
        values.add("text", column(touches, Touch::landingPage));
        values.add("text", column(touches, Touch::referrer));
        values.add("text", column(touches, touch -> json.write(touch.utm())));
        values.add("text", column(touches, touch -> json.write(touch.clickIds())));
        values.add(told.anonymousId()).add(told.personId()).add(told.sourceId());
    }

    public void bindKnown(Database.Values values, String anonymousId, UUID personId, Instant until)
            throws SQLException {
        values.add(personId).add(until).add(anonymousId).add(personId).add(until);
    }

    public List<Touch> read(String known) {
        return List.of(json.read(known, Touch[].class));
    }

    private static List<String> column(List<Touch> touches, Function<Touch, String> member) {
        return touches.stream().map(member).collect(Collectors.toList());
    }
}
