package io.tandem.scoring.prediction;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.scoring.audit.AuditTrail;
import io.tandem.scoring.domains.Domains;
import io.tandem.scoring.models.ScoringModels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Takes outcomes in parts, each in a short transaction of its own: half of a table that breaks off stays, and sending it
 * again changes only what is missing.
 */
@ApplicationScoped
class OutcomeService {
    private static final int PART = 1_000;

    @Inject
    OutcomeRepository repository;

    @Inject
    Domains domains;

    @Inject
    ScoringModels models;

    @Inject
    AuditTrail audit;

    OutcomesView take(InputStream csv) {
        OutcomeReader reader = new OutcomeReader(domains, new RuleScores(models.current()), Instant.now());
        OutcomeTable table = new OutcomeTable(csv);
        Upload upload = new Upload();
        while (table.hasNext()) {
            OutcomeTable.Row row = table.next();
            if (row.refusal() == null) {
                upload.add(row.line(), reader.read(row.written()));
            } else {
                upload.refuse(row.line(), row.refusal());
            }
        }
        return upload.done();
    }

    OutcomesView take(List<OutcomeRequest> outcomes) {
        OutcomeReader reader = new OutcomeReader(domains, new RuleScores(models.current()), Instant.now());
        Upload upload = new Upload();
        for (int i = 0; i < outcomes.size(); i++) {
            upload.add(i, reader.read(outcomes.get(i).written()));
        }
        return upload.done();
    }

    private final class Upload {
        private final UUID id = UUID.randomUUID();
        private final List<PastOutcome> part = new ArrayList<>();
        private final List<OutcomesView.Refusal> refusals = new ArrayList<>();
        private final SortedSet<String> late = new TreeSet<>();
        private int accepted;
        private int changed;
        private int refused;

        void add(long line, OutcomeReader.Result read) {
            if (read.refusal() != null) {
                refuse(line, read.refusal());
                return;
            }
            accepted++;
            late.addAll(read.outcome().late());
            part.add(read.outcome());
            if (part.size() == PART) {
                put();
            }
        }

        void refuse(long line, String reason) {
            if (++refused <= OutcomesView.MAX_REFUSALS) {
                refusals.add(new OutcomesView.Refusal(line, reason));
            }
        }

        OutcomesView done() {
            put();
            return new OutcomesView(id, accepted, changed, refused, refusals, late);
        }

        private void put() {
            changed += QuarkusTransaction.requiringNew().call(() -> {
                int news = repository.put(part) + repository.putFacts(part);
                if (news > 0) {
                    audit.changed("uploaded", "outcomes/" + id, null, Map.of("rows", part.size(), "changed", news));
                }
                return news;
            });
            part.clear();
        }
    }
}
