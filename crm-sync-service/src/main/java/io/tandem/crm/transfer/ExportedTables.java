package io.tandem.crm.transfer;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Records that are only given out: they tell what happened, and nobody makes that otherwise by a file. */
class ExportedTables {
    /** What routing handed over to people, and why. */
    @Produces
    @Singleton
    RecordTable handoffs(Rows rows) {
        return new ExportedTable(
                rows,
                TransferKind.HANDOFFS,
                """
                select handoff_id as id, account_id, domain, motion, lower(owner_email) as owner_email, owner_name,
                    (select string_agg(reason, '; ') from jsonb_array_elements_text(reasons) as reason) as reasons,
                    brief, opened_at, due_at, accepted_at
                from handoff left join account using (account_id)
                where opened_at is not null order by opened_at, handoff_id
                """,
                "id motion owner_email owner_name reasons brief opened_at due_at accepted_at");
    }

    /** What people were asked, and what they answered. */
    @Produces
    @Singleton
    RecordTable surveys(Rows rows) {
        return new ExportedTable(
                rows,
                TransferKind.SURVEYS,
                """
                select survey.id, account_id, domain, survey.kind,
                    (select min(email) from stakeholder as asked where asked.person_id = survey.person_id) as email,
                    engagement_id, milestone_id, survey.created_at, expires_at, answered_at, score, comment
                from survey left join account using (account_id) order by survey.created_at, survey.id
                """,
                "id kind email engagement_id milestone_id created_at expires_at answered_at score comment");
    }

    /** Each move of an opportunity, oldest first. */
    @Produces
    @Singleton
    RecordTable stageMoves(Rows rows) {
        return new ExportedTable(
                rows, TransferKind.STAGE_MOVES, """
                select move.id, account_id, domain, opportunity_id, stage, outcome, at, author, exception
                from opportunity_move as move left join account using (account_id) order by opportunity_id, at, move.id
                """, "id opportunity_id stage outcome at author exception");
    }

    private record ExportedTable(Rows rows, TransferKind kind, String sql, String names) implements RecordTable {
        @Override
        public List<Column> columns() {
            return Stream.of(names.split(" ")).map(Column::derived).toList();
        }

        @Override
        public Stream<Map<String, String>> all() {
            return rows.of(sql, Map.of());
        }
    }
}
