package io.tandem.crm.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks and sends, heard and unheard, alternate while both sides change a record; then they come to rest, and agree.
 */
class LoopTest {
    private static final String[] VALUES = {null, "CEO", "COO", "CFO"};
    private static final UUID ID = new UUID(7, 1);

    private final Random random = new Random(20261127);
    private final Map<SyncField, String> base = new EnumMap<>(SyncField.class);
    private final Map<SyncField, String> held = new EnumMap<>(SyncField.class);
    private Map<SyncField, Set<String>> tried = new EnumMap<>(SyncField.class);
    private SyncField field;
    private String ours;
    private String theirs;
    private Instant oursAt = Instant.EPOCH;
    private Instant theirsAt = Instant.EPOCH;
    private boolean isThere;
    private String said;
    private String typed;
    private boolean isTyped;
    private int sends;

    static Stream<Arguments> fieldsAndPolicies() {
        // One that may be blank, and one that may not.
        return Stream.of(SyncField.CONTACT_JOB_TITLE, SyncField.DEAL_NAME)
                .flatMap(one -> Arrays.stream(FieldPolicy.values()).map(policy -> Arguments.of(one, policy)));
    }

    @ParameterizedTest
    @MethodSource("fieldsAndPolicies")
    void bothSidesComeToRestAndAgree(SyncField of, FieldPolicy policy) {
        field = of;
        List<FieldMapping> mappings = List.of(new FieldMapping(field, "jobtitle", policy));
        Instant now = Instant.parse("2026-03-02T09:00:00Z");
        for (int round = 0; round < 30_000; round++) {
            now = now.plusSeconds(1);
            switch (random.nextInt(5)) {
                case 0 -> {
                    ours = VALUES[random.nextInt(VALUES.length)];
                    said = ours;
                    oursAt = now;
                }
                case 1 -> {
                    if (isThere) {
                        theirs = VALUES[random.nextInt(VALUES.length)];
                        typed = theirs;
                        isTyped = true;
                        theirsAt = now;
                    }
                }
                case 2 -> look(mappings);
                case 3 -> sendUnheard(mappings, now);
                default -> send(mappings, now);
            }
            if (random.nextInt(8) == 0) {
                settle(mappings, policy, now);
            }
        }
    }

    private void settle(List<FieldMapping> mappings, FieldPolicy policy, Instant now) {
        look(mappings);
        send(mappings, now);
        look(mappings);
        send(mappings, now);
        int before = sends;
        String here = ours;
        look(mappings);
        send(mappings, now);
        assertEquals(before, sends, "sent again without a change");
        assertEquals(here, ours, "taken over again without a change");
        assertTrue(
                Objects.equals(ours, theirs)
                        || policy == FieldPolicy.NEVER
                        || (policy == FieldPolicy.CRM && theirs == null),
                ours + " here, " + theirs + " there under " + policy);
        if (policy == FieldPolicy.LATEST && !field.isNeverBlank()) {
            assertTrue(
                    Objects.equals(ours, said) || (isTyped && Objects.equals(ours, typed)),
                    ours + " on both sides, though " + said + " was said last"
                            + (isTyped ? " and typed " + typed : ""));
        }
    }

    private void look(List<FieldMapping> mappings) {
        if (!isThere) {
            return;
        }
        Map<String, String> properties = new HashMap<>();
        properties.put("jobtitle", theirs);
        QueuedRecord known = queued();
        Seen seen =
                Seen.of(known, own(), new CrmRecord("815", ID, properties, null, List.of(), theirsAt, false), mappings);
        tried.keySet().removeAll(seen.overruled(known));
        base.putAll(seen.agreed());
        held.putAll(seen.news());
        if (seen.adopted().containsKey(field)) {
            ours = seen.adopted().get(field);
        }
    }

    private void send(List<FieldMapping> mappings, Instant now) {
        Outgoing outgoing = Outgoing.of(queued(), own(), null, mappings, true);
        ours = outgoing.theirs().getOrDefault(field, ours);
        tried = new EnumMap<>(SyncField.class);
        if (!outgoing.worthACall()) {
            return;
        }
        sends++;
        if (!isThere) {
            isThere = true;
            held.put(field, null);
        }
        if (outgoing.values().containsKey(field)) {
            theirs = outgoing.values().get(field);
            theirsAt = now;
            held.put(field, theirs);
            base.put(field, theirs);
        }
    }

    /** It is written or not, and nobody here knows. */
    private void sendUnheard(List<FieldMapping> mappings, Instant now) {
        Outgoing outgoing = Outgoing.of(queued(), own(), null, mappings, true);
        ours = outgoing.theirs().getOrDefault(field, ours);
        if (isThere && outgoing.worthACall()) {
            tried = outgoing.tried();
            if (random.nextBoolean() && outgoing.values().containsKey(field)) {
                theirs = outgoing.values().get(field);
                theirsAt = now;
            }
        }
    }

    private QueuedRecord queued() {
        return new QueuedRecord(
                RecordKind.CONTACT,
                ID,
                ID,
                isThere ? "815" : null,
                null,
                1,
                oursAt,
                SyncState.PENDING,
                0,
                false,
                base,
                held,
                0,
                false,
                null,
                null,
                tried);
    }

    private OurRecord own() {
        Map<SyncField, String> values = new EnumMap<>(SyncField.class);
        values.put(field, ours);
        return new OurRecord(ID, ID, ID, values);
    }
}
