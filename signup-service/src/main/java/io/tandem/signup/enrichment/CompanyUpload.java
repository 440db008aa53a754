package io.tandem.signup.enrichment;

import io.tandem.contracts.DomainKinds;
import io.tandem.contracts.Firmographics;
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

    private final CompanyService companies;
    private final DomainKinds kinds;

    CompanyUpload(CompanyService companies, DomainKinds kinds) {
        this.companies = companies;
        this.kinds = kinds;
    }

    UploadView take(InputStream csv) {
        UUID id = UUID.randomUUID();
        CompanyTable table = new CompanyTable(csv, kinds);
        SortedMap<String, Firmographics> part = new TreeMap<>();
        List<UploadView.Refusal> refusals = new ArrayList<>();
        int accepted = 0;
        int refused = 0;
        int changed = 0;
        while (table.hasNext()) {
            CompanyRow row = table.next();
            if (row.refusal() == null) {
                accepted++;
                part.put(row.domain(), row.firmographics());
            } else if (++refused <= UploadView.MAX_REFUSALS) {
                refusals.add(new UploadView.Refusal(row.line(), row.refusal()));
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
