package io.tandem.scoring.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.scoring.domain.IdentityKey;
import io.tandem.scoring.intake.KeptEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Forgets people in rows that were uploaded and wait, also those of an import that is paused, or were refused. */
@ApplicationScoped
public class ImportPrivacy {
    private static final List<String> WHO = List.of("userId", "anonymousId", "previousId");

    @Inject
    EventImportRepository imports;

    @Inject
    KeptEvents keptEvents;

    @Inject
    ObjectMapper json;

    /** To be called with the gate closed; returns how many rows there were. Blank ones stand for them. */
    @Transactional(Transactional.TxType.MANDATORY)
    public long erase(Collection<String> keys, String email) {
        Set<String> ids = keys.stream().map(IdentityKey::idOf).collect(Collectors.toSet());
        long erased = keptEvents.eraseRefused("event_import_refusal", "content", ids, email);
        for (EventImportRepository.ChunkKey key : imports.chunks()) {
            erased += imports.lockChunk(key)
                    .map(chunk -> erase(key, chunk, ids, email))
                    .orElse(0L);
        }
        return erased;
    }

    private long erase(EventImportRepository.ChunkKey key, Chunk chunk, Set<String> ids, String email) {
        long erased = 0;
        ByteArrayOutputStream kept = new ByteArrayOutputStream(chunk.content().length);
        for (byte[] row : chunk.rows()) {
            if (isOf(row, ids, email)) {
                erased++;
            } else {
                kept.writeBytes(row);
            }
            kept.write('\n');
        }
        if (erased > 0) {
            imports.rewriteChunk(key, kept.toByteArray());
        }
        return erased;
    }

    private boolean isOf(byte[] row, Set<String> ids, String email) {
        String text = new String(row, StandardCharsets.UTF_8);
        boolean escaped = text.indexOf('\\') >= 0;
        if (names(text, email)) {
            return true;
        }
        if (!escaped && ids.stream().noneMatch(text::contains)) {
            return false;
        }
        try {
            JsonNode call = json.readTree(row);
            // A row of a table that has too few or too many fields is a list.
            Stream<JsonNode> who = call.isArray()
                    ? Stream.iterate(0, i -> i < call.size(), i -> i + 1).map(call::get)
                    : WHO.stream().map(call::path);
            return escaped && names(call.toString(), email) || who.anyMatch(value -> ids.contains(value.asText()));
        } catch (IOException noJson) {
            return ids.stream().anyMatch(id -> text.contains("\"" + id + "\""));
        }
    }

    private static boolean names(String text, String email) {
        return text.toLowerCase(Locale.ROOT).contains(email.toLowerCase(Locale.ROOT));
    }
}
