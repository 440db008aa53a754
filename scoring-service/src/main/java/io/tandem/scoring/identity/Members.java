package io.tandem.scoring.identity;

/** Which accounts count as one, in SQL. */
public final class Members {
    /** A common table expression of one parameter, ids of accounts that stand for themselves: each with its members. */
    public static final String OF_ROOTS = """
        member AS MATERIALIZED (
            SELECT r.id AS root_id, m.id
            FROM unnest(?::uuid[]) AS r (id)
            CROSS JOIN LATERAL (
                SELECT r.id UNION ALL SELECT l.account_id FROM account_link l WHERE l.root_id = r.id) AS m (id)
        )
        """;

    /** An array expression of one parameter, ids of any accounts: the accounts that they count as. */
    public static final String ROOTS = """
        ARRAY(
            SELECT coalesce(l.root_id, t.id) FROM unnest(?::uuid[]) AS t (id)
            LEFT JOIN account_link l ON l.account_id = t.id)
        """;

    private Members() {}
}
