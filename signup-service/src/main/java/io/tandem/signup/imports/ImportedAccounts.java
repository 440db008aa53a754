package io.tandem.signup.imports;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.DomainKinds;
import io.tandem.contracts.Firmographics;
import io.tandem.signup.database.Database;
import io.tandem.signup.domain.RowReader;
import io.tandem.signup.enrichment.CompanyRow;
import io.tandem.signup.enrichment.CompanyService;
import io.tandem.signup.enrichment.CompanyTable;
import io.tandem.signup.identity.CompanyMatchingService;
import io.tandem.signup.identity.MetCompany;
import io.tandem.signup.identity.SuggestedAccount;
import io.tandem.signup.table.Columns;
import io.tandem.signup.table.TableRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** Takes accounts, and what is known of their companies. */
@ApplicationScoped
class ImportedAccounts implements RowTaker {
    private static final String FIRST_MET = "firstMetAt";
    private static final Columns COLUMNS = CompanyTable.columns(FIRST_MET);

    // An account that was met keeps its name, but may turn out to be known longer.
    private static final String MEET = """
            WITH met AS (
                INSERT INTO account AS known (id, domain, name, first_met_at)
                SELECT id, domain, name, at::timestamptz FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                    AS given (id, domain, name, at)
                ORDER BY id
                ON CONFLICT (id) DO UPDATE SET first_met_at = excluded.first_met_at
                    WHERE known.first_met_at > excluded.first_met_at
                RETURNING id, old.id IS NULL AS is_new
            ), queued AS (
                INSERT INTO untold_import (import_id, account_id) SELECT ?, id FROM met WHERE is_new
            )
            SELECT id, is_new FROM met
            """;

    private static final String MET = """
            SELECT id, first_met_at > given.at::timestamptz AS is_younger
            FROM unnest(?::uuid[], ?::text[]) AS given (account_id, at) JOIN account ON id = account_id
            """;

    private final CompanyService companies;
    private final RowRepository seen;
    private final CompanyMatchingService matching;
    private final DomainKinds kinds;
    private final Database database;

    ImportedAccounts(
            CompanyService companies,
            RowRepository seen,
            CompanyMatchingService matching,
            DomainKinds kinds,
            Database database) {
        this.companies = companies;
        this.seen = seen;
        this.matching = matching;
        this.kinds = kinds;
        this.database = database;
    }

    @Override
    public ImportKind kind() {
        return ImportKind.ACCOUNTS;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public List<RowResult> take(BulkImport work, List<TableRow> rows) {
        List<RowResult> results = new ArrayList<>();
        List<Readable> readable = read(work, rows, results);
        Map<UUID, Boolean> met = new HashMap<>();
        database.query(
                MEET,
                values -> values.add("uuid", each(readable, Readable::accountId))
                        .add("text", each(readable, Readable::domain))
                        .add("text", each(readable, Readable::name))
                        .add("text", each(readable, row -> row.firstMetAt().toString()))
                        .add(work.id()),
                row -> met.put(row.getObject("id", UUID.class), row.getBoolean("is_new")));
        Set<String> changed = companies.know(said(readable));
        readable.forEach(row -> results.add(RowResult.of(
                row.line(), met.containsKey(row.accountId()) || changed.contains(row.domain()), row.accountId())));
        return results;
    }

    @Override
    public List<RowResult> preview(BulkImport work, List<TableRow> rows) {
        List<RowResult> results = new ArrayList<>();
        List<Readable> readable = read(work, rows, results);
        Map<UUID, Boolean> met = new HashMap<>();
        database.query(
                MET,
                values -> values.add("uuid", each(readable, Readable::accountId))
                        .add("text", each(readable, row -> row.firstMetAt().toString())),
                row -> met.put(row.getObject("id", UUID.class), row.getBoolean("is_younger")));
        Set<String> changed = companies.wouldChange(said(readable));
        Map<UUID, SuggestedAccount> suggested = matching.preview(readable.stream()
                .filter(row -> !met.containsKey(row.accountId()))
                .map(Readable::met)
                .toList());
        readable.forEach(row -> {
            boolean isNew = met.getOrDefault(row.accountId(), true) || changed.contains(row.domain());
            results.add(new RowResult(
                    row.line(),
                    isNew ? Outcome.NEW : Outcome.UNCHANGED,
                    List.of(),
                    row.accountId(),
                    !met.containsKey(row.accountId()),
                    suggested.get(row.accountId()),
                    null,
                    null));
        });
        return results;
    }

    private List<Readable> read(BulkImport work, List<TableRow> rows, List<RowResult> refused) {
        List<Readable> all = new ArrayList<>();
        for (TableRow row : rows) {
            CompanyRow company = CompanyTable.read(row, kinds);
            RowReader times = new RowReader(row.cells()::get);
            Instant firstMetAt = times.time(FIRST_MET, work.requestedAt());
            List<String> reasons = new ArrayList<>(company.reasons());
            times.faults().forEach((column, reason) -> reasons.add(column + " " + reason));
            if (reasons.isEmpty()) {
                Instant at = firstMetAt == null ? work.requestedAt() : firstMetAt;
                all.add(new Readable(row, company.domain(), company.firmographics(), at));
            } else {
                refused.add(RowResult.refused(row.line(), reasons, null, row.cells()));
            }
        }
        Map<String, Long> named = new HashMap<>();
        all.forEach(row -> named.merge(row.domain(), row.line(), Math::min));
        Map<String, Long> first = seen.firstToName(work.id(), named);
        List<Readable> firsts = new ArrayList<>();
        for (Readable row : all) {
            long line = first.get(row.domain());
            if (line == row.line()) {
                firsts.add(row);
            } else {
                List<String> reason = List.of("domain is of the same company as line " + line);
                refused.add(
                        RowResult.refused(row.line(), reason, null, row.row().cells()));
            }
        }
        firsts.sort(Comparator.comparing(Readable::accountId));
        return firsts;
    }

    private static SortedMap<String, Firmographics> said(List<Readable> rows) {
        SortedMap<String, Firmographics> said = new TreeMap<>();
        rows.stream()
                .filter(row -> !row.firmographics().provenance().isEmpty())
                .forEach(row -> said.put(row.domain(), row.firmographics()));
        return said;
    }

    private static List<?> each(List<Readable> rows, Function<Readable, ?> member) {
        return rows.stream().map(member).toList();
    }

    private record Readable(TableRow row, String domain, Firmographics firmographics, Instant firstMetAt) {
        long line() {
            return row.line();
        }

        UUID accountId() {
            return AccountId.ofDomain(domain);
        }

        String name() {
            return firmographics.name() == null ? domain : firmographics.name();
        }

        MetCompany met() {
            return new MetCompany(accountId(), domain, firmographics.name(), firmographics.country(), firstMetAt, null);
        }
    }
}
