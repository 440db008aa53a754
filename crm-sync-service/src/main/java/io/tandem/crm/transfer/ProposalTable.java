package io.tandem.crm.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.crm.caller.Author;
import io.tandem.crm.domain.ProposalStatus;
import io.tandem.crm.proposal.KeptProposal;
import io.tandem.crm.proposal.ProposalContent;
import io.tandem.crm.proposal.ProposalService;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The content of the newest revision is JSON within its cell. What has expired is given out as sent. */
@ApplicationScoped
class ProposalTable implements ImportedTable {
    private static final String SQL = """
            select proposal.id, account_id, domain, opportunity_id, status, cast(content as text) as content, sent_at,
                decided_at, reason, engagement_id
            from proposal left join account using (account_id)
            """;

    private final Rows rows;
    private final ProposalService proposals;
    private final ObjectMapper json;

    ProposalTable(Rows rows, ProposalService proposals, ObjectMapper json) {
        this.rows = rows;
        this.proposals = proposals;
        this.json = json;
    }

    @Override
    public TransferKind kind() {
        return TransferKind.PROPOSALS;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.id("id"),
                Column.id("opportunity_id"),
                Column.oneOf("status", ProposalStatus.class).must(),
                new Column("content", true, this::canonical),
                Column.time("sent_at"),
                Column.time("decided_at"),
                Column.text("reason", 1000),
                Column.id("engagement_id"));
    }

    @Override
    public Stream<Map<String, String>> all() {
        return rows.of(SQL + " order by proposal.id", Map.of()).map(this::cells);
    }

    @Override
    public Optional<Map<String, String>> held(Cells row) {
        return rows.of(SQL + " where proposal.id = :id", Map.of("id", id(row)))
                .findFirst()
                .map(this::cells);
    }

    @Override
    public List<String> faults(Cells row) {
        return row.oneOf("status", ProposalStatus.class) == ProposalStatus.EXPIRED
                ? List.of("status must be DRAFT, SENT, ACCEPTED or DECLINED: time alone makes it EXPIRED")
                : List.of();
    }

    @Override
    public void write(Cells row, Author author) {
        proposals.put(
                new KeptProposal(
                        id(row),
                        row.id("account_id"),
                        row.id("opportunity_id"),
                        row.oneOf("status", ProposalStatus.class),
                        content(row.text("content")),
                        row.time("sent_at"),
                        row.time("decided_at"),
                        row.text("reason"),
                        row.id("engagement_id")),
                author);
    }

    private Map<String, String> cells(Map<String, String> row) {
        row.compute("content", (column, cell) -> written(content(cell)));
        return row;
    }

    private UUID id(Cells row) {
        UUID given = row.id("id");
        return given != null
                ? given
                : UUID.nameUUIDFromBytes(("proposal\n" + row.text("account_id") + "\n"
                                + content(row.text("content")).title())
                        .getBytes(StandardCharsets.UTF_8));
    }

    private String canonical(String cell) {
        ProposalContent content = content(cell);
        List<String> faults = proposals.faults(content);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("is not as it is exported: " + String.join("; ", faults));
        }
        return written(content);
    }

    private ProposalContent content(String cell) {
        try {
            ProposalContent content = json.readValue(cell, ProposalContent.class);
            if (content == null) {
                throw new IllegalArgumentException("must be JSON as it is exported");
            }
            return content;
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("must be JSON as it is exported", notJson);
        }
    }

    private String written(ProposalContent content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of ours can be written as JSON", e);
        }
    }
}
