package io.tandem.scoring.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.scoring.domain.IdentityKey;
import io.tandem.scoring.intake.KeptEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /**
     * What an erasure has gone through.
     *
     * @param keys of the person that it looked for
     * @param rows how many were the person's; blank ones stand for them
     */
    public record Pass(Set<String> keys, long rows, Set<EventImportRepository.ChunkKey> chunks) {
        public Pass {
            keys = Set.copyOf(keys);
            chunks = Set.copyOf(chunks);
        }
    }

    /**
     * To be called before the gate is closed, since much may wait: each chunk in a transaction of its own, or the worker,
     * who is in the gate when it wants to remove one, would wait for the caller.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Pass erase(Set<String> keys, String email) {
        Set<String> ids = idsOf(keys);
        List<EventImportRepository.ChunkKey> waiting = imports.chunks();
        long erased = keptEvents.eraseRefused("event_import_refusal", "content", ids, email);
        for (EventImportRepository.ChunkKey key : waiting) {
            erased += QuarkusTransaction.requiringNew().call(() -> erase(key, ids, email));
        }
        return new Pass(keys, erased, Set.copyOf(waiting));
    }

    /**
     * To be called when the gate is closed: goes through what has come since, and through all again if the person has become
     * known by more keys. Returns how many rows there were in both passes.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public long eraseRest(Pass before, Set<String> keys, String email) {
        Set<String> ids = idsOf(keys);
        boolean more = !before.keys().containsAll(keys);
        // Also rows that were refused meanwhile, with their chunk.
        long erased = before.rows() + keptEvents.eraseRefused("event_import_refusal", "content", ids, email);
        for (EventImportRepository.ChunkKey key : imports.chunks()) {
            if (more || !before.chunks().contains(key)) {
                erased += erase(key, ids, email);
            }
        }
        return erased;
    }

    private long erase(EventImportRepository.ChunkKey key, Set<String> ids, String email) {
        return imports.lockChunk(key)
                .map(chunk -> erase(key, chunk, ids, email))
                .orElse(0L);
    }

    private static Set<String> idsOf(Set<String> keys) {
        return keys.stream().map(IdentityKey::idOf).collect(Collectors.toSet());
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
