package io.tandem.crm.transfer;

import io.tandem.contracts.PersonId;
import io.tandem.crm.caller.Author;
import io.tandem.crm.domain.Channel;
import io.tandem.crm.domain.DecisionRole;
import io.tandem.crm.domain.Influence;
import io.tandem.crm.domain.Seniority;
import io.tandem.crm.domain.Stance;
import io.tandem.crm.preference.PreferenceService;
import io.tandem.crm.stakeholder.CrmContact;
import io.tandem.crm.stakeholder.StakeholderService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Who has no email cannot be told apart, and is left out. A superior has to be known before the report. */
@ApplicationScoped
class StakeholderTable implements ImportedTable {
    private static final String SQL = """
            select known.account_id, account.domain, known.email, coalesce(said.name, known.name) as name,
                coalesce(said.title, known.role) as title, phone, decision_role, influence, stance, seniority,
                (select superior.email from stakeholder as superior
                 where superior.account_id = known.account_id and superior.person_id = reports_to) as reports_to,
                left_on, channel, cadence_days, language,
                (select string_agg(topic, '; ') from jsonb_array_elements_text(topics) as topic) as topics,
                coalesce(do_not_contact, false) as do_not_contact
            from stakeholder as known
            left join lateral (
                select * from stakeholder_profile as one
                where one.person_id = known.person_id and (one.account_id = known.account_id
                    or one.account_id in (select account_id from account_root where root_id = known.account_id))
                order by updated_at desc limit 1) as said on true
            left join lateral (
                select * from contact_preference as one
                where one.person_id = known.person_id and (one.account_id = known.account_id
                    or one.account_id in (select account_id from account_root where root_id = known.account_id))
                order by updated_at desc limit 1) as wish on true
            left join account on account.account_id = known.account_id
            where known.email is not null
            """;

    private final Rows rows;
    private final StakeholderService stakeholders;
    private final PreferenceService preferences;

    StakeholderTable(Rows rows, StakeholderService stakeholders, PreferenceService preferences) {
        this.rows = rows;
        this.stakeholders = stakeholders;
        this.preferences = preferences;
    }

    @Override
    public TransferKind kind() {
        return TransferKind.STAKEHOLDERS;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.email("email").must(),
                Column.text("name", 200),
                Column.text("title", 200),
                Column.text("phone", 50),
                Column.oneOf("decision_role", DecisionRole.class),
                Column.oneOf("influence", Influence.class),
                Column.oneOf("stance", Stance.class),
                Column.oneOf("seniority", Seniority.class),
                Column.email("reports_to"),
                Column.date("left_on"),
                Column.oneOf("channel", Channel.class),
                Column.whole("cadence_days", 1, 730),
                Column.text("language", 35),
                Column.text("topics", 3000),
                Column.truth("do_not_contact"));
    }

    @Override
    public Stream<Map<String, String>> all() {
        return rows.of(SQL + " order by known.account_id, known.email", Map.of());
    }

    @Override
    public Optional<Map<String, String>> held(Cells row) {
        return rows.of(
                        SQL + " and known.account_id = :account and known.person_id = :person",
                        Map.of("account", row.id("account_id"), "person", PersonId.ofEmail(row.text("email"))))
                .findFirst();
    }

    @Override
    public List<String> faults(Cells row) {
        return preferences.faults(row.text("language"), topics(row));
    }

    @Override
    public void write(Cells row, Author author) {
        UUID account = row.id("account_id");
        UUID person = stakeholders
                .put(
                        new CrmContact(
                                account, row.text("email"), row.text("name"), row.text("title"), row.text("phone")),
                        author)
                .personId();
        stakeholders.judge(
                account,
                person,
                row.oneOf("decision_role", DecisionRole.class),
                row.oneOf("influence", Influence.class),
                row.oneOf("stance", Stance.class),
                row.oneOf("seniority", Seniority.class),
                row.text("reports_to") == null ? null : PersonId.ofEmail(row.text("reports_to")),
                row.date("left_on"),
                author);
        preferences.imported(
                account,
                person,
                row.oneOf("channel", Channel.class),
                row.whole("cadence_days"),
                row.text("language"),
                topics(row),
                row.truth("do_not_contact"),
                author);
    }

    private static List<String> topics(Cells row) {
        return row.text("topics") == null
                ? List.of()
                : List.of(row.text("topics").split("; "));
    }
}
