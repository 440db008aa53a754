package io.tandem.signup.enrichment;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.tandem.contracts.CompanyDomain;
import io.tandem.contracts.DomainKinds;
import io.tandem.contracts.Firmographics;
import io.tandem.kit.web.EmailAddress;
import io.tandem.kit.web.Problem;
import io.tandem.signup.domain.FirmographicsReader;
import io.tandem.signup.domain.Text;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An uploaded table, row by row: however large it is, only one row of it is in memory here. */
class CompanyTable implements Iterator<CompanyRow> {
    private static final String DOMAIN = "domain";
    private static final Set<String> COLUMNS =
            Set.of(DOMAIN, "name", "industry", "size", "country", "revenue", "currency");
    private static final int MAX_ROW = 64 * 1024;
    /** What a decoder puts in place of bytes that are no text. */
    private static final char UNREADABLE = '\uFFFD';

    private final Iterator<CsvRecord> records;
    private final DomainKinds kinds;
    private final int width;
    private final Map<String, Integer> places = new HashMap<>();

    /** @throws Problem 400 if it has no header with a domain */
    CompanyTable(InputStream csv, DomainKinds kinds) {
        this.kinds = kinds;
        records = CsvReader.builder()
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(MAX_ROW)
                .ofCsvRecord(csv)
                .iterator();
        List<String> header = hasNext() ? record().getFields() : List.of();
        width = header.size();
        for (int place = 0; place < width; place++) {
            String column = header.get(place).strip().toLowerCase(Locale.ROOT);
            if (COLUMNS.contains(column) && places.put(column, place) != null) {
                throw Problem.badRequest("The column " + column + " is there twice.");
            }
        }
        if (!places.containsKey(DOMAIN)) {
            throw Problem.badRequest("The first line has to name the columns, one of them domain.");
        }
    }

    @Override
    public boolean hasNext() {
        try {
            return records.hasNext();
        } catch (CsvParseException e) {
            throw unreadable(e);
        }
    }

    @Override
    public CompanyRow next() {
        CsvRecord row = record();
        long line = row.getStartingLineNumber();
        if (row.getFieldCount() != width) {
            return CompanyRow.refused(line, "has " + row.getFieldCount() + " fields where the header has " + width);
        }
        if (row.getFields().stream().anyMatch(field -> field.indexOf(UNREADABLE) >= 0)) {
            return CompanyRow.refused(line, "is not UTF-8");
        }
        Optional<EmailAddress> host = Optional.ofNullable(Text.cleaned(field(row, DOMAIN)))
                .flatMap(typed -> EmailAddress.parse("x@" + typed))
                .filter(address -> address.registrableDomain().isPresent());
        if (host.isEmpty()) {
            return CompanyRow.refused(line, "domain must be one that somebody can register");
        }
        return host.flatMap(address -> CompanyDomain.of(address.domain(), address.registrableDomain(), kinds))
                .map(domain -> ofCompany(row, domain))
                .orElseGet(() -> CompanyRow.refused(line, "domain is of free or throw-away mail: it names no company"));
    }

    private CompanyRow ofCompany(CsvRecord row, String domain) {
        FirmographicsReader reader = new FirmographicsReader(column -> field(row, column));
        Firmographics said = reader.read();
        long line = row.getStartingLineNumber();
        if (!reader.faults().isEmpty()) {
            return CompanyRow.refused(
                    line,
                    reader.faults().entrySet().stream()
                            .map(fault -> fault.getKey() + " " + fault.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return said.provenance().isEmpty()
                ? CompanyRow.refused(line, "says nothing of the company")
                : new CompanyRow(line, domain, said, null);
    }

    private String field(CsvRecord row, String column) {
        Integer place = places.get(column);
        return place == null ? null : row.getField(place);
    }

    private CsvRecord record() {
        try {
            return records.next();
        } catch (CsvParseException e) {
            throw unreadable(e);
        }
    }

    private static Problem unreadable(CsvParseException fault) {
        return Problem.badRequest("The table cannot be read to its end; the rows before are taken, and it may be sent"
                + " again as a whole: " + fault.getMessage());
    }
}
