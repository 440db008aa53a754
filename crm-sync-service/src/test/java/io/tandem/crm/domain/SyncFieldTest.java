package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyncFieldTest {
    @Test
    void oneValueHasOneForm() {
        assertEquals("12.5", SyncField.DEAL_AMOUNT.canonical("12.50"));
        assertEquals("100", SyncField.DEAL_AMOUNT.canonical("1E2"));
        assertEquals("0", SyncField.DEAL_AMOUNT.canonical("0.00"));
        assertEquals("2026-03-02", SyncField.DEAL_CLOSE_DATE.canonical("2026-03-02T09:00:00.000Z"));
        assertEquals("2026-03-02T09:00:00Z", SyncField.TASK_DUE_AT.canonical("1772442000000"));
        assertEquals("2026-03-02T09:00:00Z", SyncField.TASK_DUE_AT.canonical("2026-03-02T10:00:00.123+01:00"));
        assertEquals("maya@tandem.example", SyncField.COMPANY_OWNER.canonical(" Maya@Tandem.example"));
        assertEquals("true", SyncField.CONTACT_DO_NOT_CONTACT.canonical("True"));
        assertEquals("false", SyncField.CONTACT_DO_NOT_CONTACT.canonical(null));
        assertEquals("Harbourline", SyncField.COMPANY_NAME.canonical(" Harbourline "));
        assertNull(SyncField.COMPANY_NAME.canonical("  "));
        assertEquals("many", SyncField.DEAL_AMOUNT.canonical("many"));
        assertEquals("1E+999999999", SyncField.DEAL_AMOUNT.canonical("1E+999999999"));
    }

    @Test
    void whatOnlyWeKnowIsNotTakenFromACrm() {
        assertEquals(Set.of(FieldPolicy.OURS, FieldPolicy.NEVER), SyncField.COMPANY_SCORE.policies());
        assertEquals(5, SyncField.COMPANY_OWNER.policies().size());
    }

    @Test
    void labelsAreUniqueWithinAKind() {
        Set<String> seen = new HashSet<>();
        for (SyncField field : SyncField.values()) {
            assertFalse(!seen.add(field.kind() + " " + field.label()), field.name());
            assertEquals(field, SyncField.of(field.kind(), field.label()).orElseThrow());
        }
    }
}
