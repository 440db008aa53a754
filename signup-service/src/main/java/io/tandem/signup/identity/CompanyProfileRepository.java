package io.tandem.signup.identity;

import io.tandem.signup.database.Database;
import io.tandem.signup.domain.CompanyProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

@ApplicationScoped
class CompanyProfileRepository {
    // A company keeps the first name that somebody gave it.
    private static final String PUT = """
            INSERT INTO company_profile AS known (account_id, domain, company, name, country, first_met_at, keys)
            SELECT account_id, domain, company, name, country, met_at::timestamptz, string_to_array(keys, ' ')
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[])
                AS given (account_id, domain, company, name, country, met_at, keys, person_id)
            WHERE NOT EXISTS (SELECT FROM erased_person erased
                              WHERE erased.person_id = given.person_id AND erased.erased_at >= met_at::timestamptz)
            ORDER BY account_id
            ON CONFLICT (account_id) DO UPDATE SET company = excluded.company, name = excluded.name,
                country = COALESCE(known.country, excluded.country), keys = excluded.keys
                WHERE known.name IS NULL AND excluded.name IS NOT NULL
            RETURNING account_id
            """;

    // Of very common keys the companies that are known longest; the account itself is always among them.
    private static final String COMPARABLE = """
            SELECT given.account_id AS of_account, known.*,
                (SELECT count(*) FROM person WHERE person.account_id = known.account_id) AS people
            FROM company_profile given CROSS JOIN LATERAL (
                SELECT * FROM company_profile other WHERE other.keys && given.keys
                ORDER BY other.account_id <> given.account_id, other.first_met_at, other.account_id LIMIT 200
            ) known
            WHERE given.account_id = ANY (?)
            """;

    private static final String COMPARABLE_TO = """
            SELECT given.account_id AS of_account, known.*,
                (SELECT count(*) FROM person WHERE person.account_id = known.account_id) AS people
            FROM unnest(?::uuid[], ?::text[]) AS given (account_id, keys) CROSS JOIN LATERAL (
                SELECT * FROM company_profile other
                WHERE other.keys && string_to_array(given.keys, ' ') AND other.domain IS NOT NULL
                ORDER BY other.first_met_at, other.account_id LIMIT 200
            ) known
            """;

    private final Database database;

    CompanyProfileRepository(Database database) {
        this.database = database;
    }

    /** One at a time: of two accounts that are met at once, one has to see the other. */
    void lock() {
        database.query("SELECT pg_advisory_xact_lock(hashtext('company_profile'))", values -> {}, row -> true);
    }

    /** Returns the accounts that are new or were first named. */
    List<UUID> put(List<MetCompany> met) {
        List<MetCompany> given = onePerAccount(met);
        List<CompanyProfile> profiles = given.stream().map(MetCompany::profile).toList();
        return database.query(
                PUT,
                values -> values.add("uuid", each(profiles, CompanyProfile::accountId))
                        .add("text", each(profiles, CompanyProfile::domain))
                        .add("text", each(given, one -> one.profile().name() == null ? null : one.company()))
                        .add("text", each(profiles, CompanyProfile::name))
                        .add("text", each(profiles, CompanyProfile::country))
                        .add("text", each(profiles, profile -> profile.firstMetAt()
                                .toString()))
                        .add("text", each(profiles, CompanyProfileRepository::keys))
                        .add("uuid", each(given, MetCompany::personId)),
                row -> row.getObject("account_id", UUID.class));
    }

    /** What each account has to be compared with, and itself. */
    Map<UUID, List<CompanyProfile>> comparable(List<UUID> accounts) {
        Map<UUID, List<CompanyProfile>> found = new LinkedHashMap<>();
        database.query(COMPARABLE, values -> values.add("uuid", accounts), row -> found.computeIfAbsent(
                        row.getObject("of_account", UUID.class), id -> new ArrayList<>())
                .add(stored(row)));
        return found;
    }

    /** What accounts that are not met yet would have to be compared with. */
    Map<UUID, List<CompanyProfile>> comparableTo(List<CompanyProfile> unmet) {
        Map<UUID, List<CompanyProfile>> found = new LinkedHashMap<>();
        database.query(
                COMPARABLE_TO,
                values -> values.add("uuid", each(unmet, CompanyProfile::accountId))
                        .add("text", each(unmet, CompanyProfileRepository::keys)),
                row -> found.computeIfAbsent(row.getObject("of_account", UUID.class), id -> new ArrayList<>())
                        .add(stored(row)));
        return found;
    }

    /** The first that names the company, else the first. */
    private static List<MetCompany> onePerAccount(List<MetCompany> met) {
        SortedMap<UUID, MetCompany> given = new TreeMap<>();
        met.forEach(one -> given.merge(
                one.accountId(),
                one,
                (first, later) ->
                        first.profile().name() == null && later.profile().name() != null ? later : first));
        return List.copyOf(given.values());
    }

    private static String keys(CompanyProfile profile) {
        return String.join(" ", profile.keys(ShippedCompanyWords.WORDS));
    }

    private static CompanyProfile stored(ResultSet row) throws SQLException {
        String domain = row.getString("domain");
        return new CompanyProfile(
                row.getObject("account_id", UUID.class),
                domain,
                MetCompany.label(domain),
                row.getString("name"),
                row.getString("country"),
                row.getInt("people"),
                Database.time(row, "first_met_at"));
    }

    private static <T> List<?> each(List<T> all, Function<T, ?> member) {
        List<Object> members = new ArrayList<>();
        all.forEach(one -> members.add(member.apply(one)));
        return members;
    }
}
