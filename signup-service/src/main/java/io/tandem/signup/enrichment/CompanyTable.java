package io.tandem.signup.enrichment;

import io.tandem.contracts.CompanyDomain;
import io.tandem.contracts.DomainKinds;
import io.tandem.contracts.Firmographics;
import io.tandem.kit.web.EmailAddress;
import io.tandem.signup.domain.FirmographicsReader;
import io.tandem.signup.domain.Text;
import io.tandem.signup.table.Columns;
import io.tandem.signup.table.TableRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the rows of tables about companies. */
public final class CompanyTable {
    private static final String DOMAIN = "domain";
    private static final String NO_COMPANY = "domain is of free or throw-away mail: it names no company";

    private CompanyTable() {}

    public static Columns columns(String... more) {
        List<String> optional = new ArrayList<>(FirmographicsReader.COLUMNS);
        optional.addAll(List.of(more));
        return Columns.of(Set.of(DOMAIN), Set.copyOf(optional));
    }

    public static CompanyRow read(TableRow row, DomainKinds kinds) {
        if (row.fault() != null) {
            return new CompanyRow(row.line(), null, null, List.of(row.fault()));
        }
        List<String> reasons = new ArrayList<>();
        String domain = domain(row.cells(), kinds, reasons);
        FirmographicsReader reader = new FirmographicsReader("table", row.cells()::get);
        Firmographics said = reader.read();
        reader.faults().forEach((column, reason) -> reasons.add(column + " " + reason));
        return new CompanyRow(row.line(), domain, said, reasons);
    }

    private static String domain(Map<String, String> cells, DomainKinds kinds, List<String> reasons) {
        Optional<EmailAddress> host = Optional.ofNullable(Text.cleaned(cells.get(DOMAIN)))
                .flatMap(typed -> EmailAddress.parse("x@" + typed))
                .filter(address -> address.registrableDomain().isPresent());
        Optional<String> domain =
                host.flatMap(address -> CompanyDomain.of(address.domain(), address.registrableDomain(), kinds));
        if (domain.isEmpty()) {
            reasons.add(host.isEmpty() ? "domain must be one that somebody can register" : NO_COMPANY);
        }
        return domain.orElse(null);
    }
}
