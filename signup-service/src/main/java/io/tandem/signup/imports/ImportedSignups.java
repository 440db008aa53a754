package io.tandem.signup.imports;

import io.tandem.contracts.CompanyDomain;
import io.tandem.contracts.DomainKinds;
import io.tandem.contracts.PersonId;
import io.tandem.kit.web.EmailAddress;
import io.tandem.signup.database.Database;
import io.tandem.signup.domain.MetAccount;
import io.tandem.signup.domain.PastSignup;
import io.tandem.signup.domain.PastSignupReader;
import io.tandem.signup.identity.CompanyMatchingService;
import io.tandem.signup.identity.MetCompany;
import io.tandem.signup.identity.SuggestedAccount;
import io.tandem.signup.signups.PastSignups;
import io.tandem.signup.sources.SourceLookup;
import io.tandem.signup.table.Columns;
import io.tandem.signup.table.TableRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** Takes signups of the past. */
@ApplicationScoped
class ImportedSignups implements RowTaker {
    private static final Columns COLUMNS = Columns.of(
                    PastSignupReader.REQUIRED_COLUMNS, PastSignupReader.OPTIONAL_COLUMNS)
            .and(PastSignupReader.OWN_COLUMNS);

    private static final String ERASED = """
            SELECT given.line FROM unnest(?::bigint[], ?::uuid[], ?::text[]) AS given (line, person_id, at)
            JOIN erased_person e ON e.person_id = given.person_id AND e.erased_at >= given.at::timestamptz
            """;

    private static final String ERASED_PEOPLE = "SELECT person_id FROM erased_person WHERE person_id = ANY (?)";

    private static final String MET = "SELECT id FROM account WHERE id = ANY (?)";

    private final PastSignups signups;
    private final RowRepository seen;
    private final CompanyMatchingService matching;
    private final SourceLookup sources;
    private final DomainKinds kinds;
    private final Database database;

    ImportedSignups(
            PastSignups signups,
            RowRepository seen,
            CompanyMatchingService matching,
            SourceLookup sources,
            DomainKinds kinds,
            Database database) {
        this.signups = signups;
        this.seen = seen;
        this.matching = matching;
        this.sources = sources;
        this.kinds = kinds;
        this.database = database;
    }

    @Override
    public ImportKind kind() {
        return ImportKind.SIGNUPS;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public List<RowResult> take(BulkImport work, List<TableRow> rows) {
        Part part = read(work, rows);
        Map<String, Readable> first = part.firstOfEach();
        Set<String> known = signups.known(List.copyOf(first.keySet()));
        List<PastSignups.Row> missing = first.values().stream()
                .map(Readable::signup)
                .filter(row -> !known.contains(row.fingerprint()))
                .toList();
        boolean invitesSales = sources.kindOf(work.sourceId()).invitesSales();
        Set<String> stored = signups.store(work.id(), work.sourceId(), invitesSales, missing);
        List<RowResult> results = new ArrayList<>(part.refused());
        part.readable().forEach(row -> {
            String fingerprint = row.signup().fingerprint();
            boolean isNew = stored.contains(fingerprint) && first.get(fingerprint) == row;
            results.add(RowResult.of(row.line(), isNew, row.signup().accountId()));
        });
        return results;
    }

    @Override
    public List<RowResult> preview(BulkImport work, List<TableRow> rows) {
        Part part = read(work, rows);
        Set<String> known = signups.known(List.copyOf(part.firstOfEach().keySet()));
        Map<String, Long> named = new HashMap<>();
        part.readable().forEach(row -> {
            named.merge(row.asSignup(), row.line(), Math::min);
            named.merge(row.asAccount(), row.line(), Math::min);
        });
        Map<String, Long> first = seen.firstToName(work.id(), named);
        Set<UUID> met = new HashSet<>(database.query(
                MET,
                values -> values.add("uuid", part.each(row -> row.signup().accountId())),
                row -> row.getObject("id", UUID.class)));
        Predicate<Readable> isNewAccount =
                row -> !met.contains(row.signup().accountId()) && first.get(row.asAccount()) == row.line();
        Map<UUID, SuggestedAccount> suggested = matching.preview(
                part.readable().stream().filter(isNewAccount).map(Readable::met).toList());
        List<RowResult> results = new ArrayList<>(part.refused());
        part.readable().forEach(row -> {
            boolean isNew = !known.contains(row.signup().fingerprint()) && first.get(row.asSignup()) == row.line();
            boolean newAccount = isNewAccount.test(row);
            UUID account = row.signup().accountId();
            results.add(new RowResult(
                    row.line(),
                    isNew ? Outcome.NEW : Outcome.UNCHANGED,
                    List.of(),
                    account,
                    newAccount,
                    newAccount ? suggested.get(account) : null,
                    row.signup().personId(),
                    null));
        });
        return results;
    }

    private Part read(BulkImport work, List<TableRow> rows) {
        List<RowResult> refused = new ArrayList<>();
        List<Readable> readable = new ArrayList<>();
        rows.forEach(row -> read(work, row, readable, refused));
        forgetErased(refused);
        Part all = new Part(readable, refused);
        Set<Long> erased = new HashSet<>(database.query(
                ERASED,
                values -> values.add("int8", all.each(Readable::line))
                        .add("uuid", all.each(row -> row.signup().personId()))
                        .add("text", all.each(row -> row.past().submittedAt().toString())),
                row -> row.getLong(1)));
        erased.forEach(line ->
                refused.add(RowResult.refused(line, List.of("is of a person who was erased since"), null, null)));
        readable.removeIf(row -> erased.contains(row.line()));
        return all;
    }

    /** A faulty row may not tell when the signup was, so nothing is kept of whoever was erased at any time. */
    private void forgetErased(List<RowResult> refused) {
        Set<UUID> erased = new HashSet<>(database.query(
                ERASED_PEOPLE,
                values -> values.add(
                        "uuid",
                        refused.stream().flatMap(row -> row.people().stream()).toList()),
                row -> row.getObject("person_id", UUID.class)));
        refused.replaceAll(row -> !Collections.disjoint(row.people(), erased)
                ? RowResult.refused(row.line(), row.reasons(), null, null)
                : row);
    }

    private void read(BulkImport work, TableRow row, List<Readable> readable, List<RowResult> refused) {
        EmailAddress email = EmailAddress.parse(row.cells().get("email")).orElse(null);
        UUID person = email == null ? null : PersonId.ofEmail(email.normalised());
        if (row.fault() != null) {
            refused.add(RowResult.refused(row.line(), List.of(row.fault()), person, row.cells()));
            return;
        }
        PastSignupReader reader = new PastSignupReader(row.cells(), typed -> email == null ? null : email.normalised());
        PastSignup past = reader.read(work.requestedAt());
        if (!reader.faults().isEmpty()) {
            refused.add(RowResult.refused(row.line(), reader.faults(), person, row.cells()));
            return;
        }
        MetAccount account = MetAccount.of(
                past.email(), CompanyDomain.of(email.domain(), email.registrableDomain(), kinds), past.company());
        String fingerprint = HexFormat.of().formatHex(past.fingerprint(work.sourceId()));
        readable.add(new Readable(
                row.line(),
                new PastSignups.Row(fingerprint, past, person, account.id(), account.domain(), account.name())));
    }

    private record Readable(long line, PastSignups.Row signup) {
        PastSignup past() {
            return signup.signup();
        }

        String asSignup() {
            return "signup " + signup.fingerprint();
        }

        String asAccount() {
            return "account " + signup.accountId();
        }

        MetCompany met() {
            return new MetCompany(
                    signup.accountId(),
                    signup.domain(),
                    past().company(),
                    past().country(),
                    past().submittedAt(),
                    signup.personId());
        }
    }

    /** Rows that can be taken, and those that cannot. */
    private record Part(List<Readable> readable, List<RowResult> refused) {
        Map<String, Readable> firstOfEach() {
            Map<String, Readable> first = new LinkedHashMap<>();
            readable.forEach(row -> first.putIfAbsent(row.signup().fingerprint(), row));
            return first;
        }

        List<?> each(Function<Readable, ?> member) {
            return readable.stream().map(member).toList();
        }
    }
}
