package io.tandem.signup.enrichment;

import io.tandem.contracts.DomainKinds;
import io.tandem.contracts.Firmographics;
import io.tandem.kit.web.Problem;
import io.tandem.signup.table.CsvTable;
import io.tandem.signup.table.UnreadableTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Takes an uploaded table in parts, each in a short transaction of its own: half of a table that breaks off stays, and
 * sending it again changes only what is missing.
 */
@ApplicationScoped
class CompanyUpload {
    private static final int PART = 1_000;
    private static final List<String> SAYS_NOTHING = List.of("says nothing of the company");

    private final CompanyService companies;
    private final DomainKinds kinds;

    CompanyUpload(CompanyService companies, DomainKinds kinds) {
        this.companies = companies;
        this.kinds = kinds;
    }

    UploadView take(InputStream csv) {
        CsvTable table;
        try {
            table = new CsvTable(csv, CompanyTable.columns());
        } catch (UnreadableTable e) {
            throw Problem.badRequest(e.getMessage());
        }
        try {
            return take(table);
        } catch (UnreadableTable e) {
            throw Problem.badRequest(
                    "The table cannot be read to its end; the rows before are taken, and it may be sent"
                            + " again as a whole: " + e.getMessage());
        }
    }

    private UploadView take(CsvTable table) {
        UUID id = UUID.randomUUID();
        SortedMap<String, Firmographics> part = new TreeMap<>();
        List<UploadView.Refusal> refusals = new ArrayList<>();
        int accepted = 0;
        int refused = 0;
        int changed = 0;
        while (table.hasNext()) {
            CompanyRow row = CompanyTable.read(table.next(), kinds);
            List<String> reasons = row.reasons().isEmpty() && row.saysNothing() ? SAYS_NOTHING : row.reasons();
            if (reasons.isEmpty()) {
                accepted++;
                part.put(row.domain(), row.firmographics());
            } else if (++refused <= UploadView.MAX_REFUSALS) {
                refusals.add(new UploadView.Refusal(row.line(), String.join("; ", reasons)));
            }
            if (part.size() == PART) {
                changed += companies.take(id, part);
                part.clear();
            }
        }
        if (!part.isEmpty()) {
            changed += companies.take(id, part);
        }
        return new UploadView(id, accepted, changed, refused, refusals);
    }
}
