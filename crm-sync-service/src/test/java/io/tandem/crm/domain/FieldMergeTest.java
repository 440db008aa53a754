package io.tandem.crm.domain;

import static io.tandem.crm.domain.FieldMerge.Side.CRM;
import static io.tandem.crm.domain.FieldMerge.Side.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.domain.FieldMerge.Field;
import io.tandem.crm.domain.FieldMerge.Verdict;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldMergeTest {
    private static final Instant EARLY = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant LATE = EARLY.plusSeconds(60);
    private static final String[] VALUES = {null, "", "a", "b", "c"};

    private final Random random = new Random(20261127);

    @Test
    void oursIsWrittenOverWhatWasTypedIntoTheCrm() {
        assertEquals(new Verdict(OURS, true, false, false), merged(FieldPolicy.OURS, "a", "a", "b"));
        assertEquals(new Verdict(OURS, true, false, true), merged(FieldPolicy.OURS, "a", "c", "b"));
    }

    @Test
    void crmIsTakenOverAndNeverWritten() {
        assertEquals(new Verdict(CRM, false, true, false), merged(FieldPolicy.CRM, "a", "a", "b"));
        assertEquals(new Verdict(CRM, false, true, false), merged(FieldPolicy.CRM, "a", "b", "a"));
        assertEquals(new Verdict(CRM, false, false, false), merged(FieldPolicy.CRM, null, "a", ""));
    }

    @Test
    void blankInTheCrmIsFilledUnderCrmUnlessBlank() {
        assertEquals(new Verdict(OURS, true, false, false), merged(FieldPolicy.CRM_UNLESS_BLANK, null, "a", " "));
        assertEquals(new Verdict(CRM, false, true, true), merged(FieldPolicy.CRM_UNLESS_BLANK, null, "a", "b"));
    }

    @Test
    void laterChangeHoldsUnderLatest() {
        assertEquals(
                OURS,
                FieldMerge.of(new Field(FieldPolicy.LATEST, "a", "b", "c", LATE, EARLY))
                        .holds());
        assertEquals(
                CRM,
                FieldMerge.of(new Field(FieldPolicy.LATEST, "a", "b", "c", EARLY, LATE))
                        .holds());
        assertEquals(
                CRM,
                FieldMerge.of(new Field(FieldPolicy.LATEST, "a", "b", "c", LATE, LATE))
                        .holds());
        assertEquals(
                CRM,
                FieldMerge.of(new Field(FieldPolicy.LATEST, "a", "a", "c", LATE, EARLY))
                        .holds());
        assertEquals(
                OURS,
                FieldMerge.of(new Field(FieldPolicy.LATEST, "a", "b", "a", EARLY, LATE))
                        .holds());
        assertEquals(
                CRM,
                FieldMerge.of(new Field(FieldPolicy.LATEST, "a", "a", null, LATE, EARLY))
                        .holds());
    }

    @Test
    void whatWasThereBeforeTheyEverAgreedHoldsUnderLatest() {
        assertEquals(
                CRM,
                FieldMerge.of(new Field(FieldPolicy.LATEST, null, "a", "b", LATE, EARLY))
                        .holds());
        assertEquals(
                OURS,
                FieldMerge.of(new Field(FieldPolicy.LATEST, null, "a", null, EARLY, LATE))
                        .holds());
    }

    @ParameterizedTest
    @EnumSource(FieldPolicy.class)
    void carryingOutAVerdictSettlesTheField(FieldPolicy policy) {
        for (int i = 0; i < 5_000; i++) {
            Field field = anyField(policy);
            Verdict verdict = FieldMerge.of(field);
            assertFalse(verdict.write() && verdict.adopt(), field.toString());
            String ours = verdict.adopt() ? field.theirs() : field.ours();
            String theirs = verdict.write() ? field.ours() : field.theirs();
            String base = verdict.write() || verdict.adopt() ? ours : field.base();
            Verdict again = FieldMerge.of(new Field(policy, base, ours, theirs, field.oursAt(), field.theirsAt()));
            assertFalse(again.write() || again.adopt(), field + " then " + again);
            assertTrue(
                    Objects.equals(ours, theirs)
                            || policy == FieldPolicy.NEVER
                            || (policy == FieldPolicy.CRM && theirs == null),
                    field.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(FieldPolicy.class)
    void conflictIsToldExactlyWhenTwoNewValuesDiffer(FieldPolicy policy) {
        for (int i = 0; i < 5_000; i++) {
            Field field = anyField(policy);
            boolean twoNews = field.ours() != null
                    && field.theirs() != null
                    && !field.ours().equals(field.theirs())
                    && !field.ours().equals(field.base())
                    && !field.theirs().equals(field.base());
            assertEquals(
                    twoNews && policy != FieldPolicy.NEVER, FieldMerge.of(field).conflict(), field.toString());
        }
    }

    private static Verdict merged(FieldPolicy policy, String base, String ours, String theirs) {
        return FieldMerge.of(new Field(policy, base, ours, theirs, EARLY, LATE));
    }

    private Field anyField(FieldPolicy policy) {
        return new Field(policy, anyValue(), anyValue(), anyValue(), anyTime(), anyTime());
    }

    private String anyValue() {
        return VALUES[random.nextInt(VALUES.length)];
    }

    private Instant anyTime() {
        return random.nextInt(4) == 0 ? null : EARLY.plusSeconds(random.nextInt(3));
    }
}
