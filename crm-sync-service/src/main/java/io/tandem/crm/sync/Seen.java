package io.tandem.crm.sync;

import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.FieldMerge;
import io.tandem.crm.domain.FieldMerge.Side;
import io.tandem.crm.domain.FieldMerge.Verdict;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.SaleStage;
import io.tandem.crm.domain.SyncField;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is new in a record of the CRM, and what is to be done about it. A value that is known already is no news, whoever
 * wrote it: that cuts the loop from here to there and back. So is one that we may have written without hearing of it.
 *
 * @param news values that were not known, by field
 * @param agreed values that both sides have from now on
 * @param adopted values that hold here from now on
 * @param write whether ours has to be written there again
 */
record Seen(
        Map<SyncField, String> news,
        Map<SyncField, String> agreed,
        Map<SyncField, String> adopted,
        List<Conflict> conflicts,
        boolean write) {

    static final Seen NOTHING = new Seen(Map.of(), Map.of(), Map.of(), List.of(), false);

    /** A field that both sides had changed. */
    record Conflict(SyncField field, FieldPolicy policy, String ours, String theirs, Side kept) {}

    static Seen of(QueuedRecord known, OurRecord ours, CrmRecord theirs, List<FieldMapping> mappings) {
        Map<SyncField, String> news = new EnumMap<>(SyncField.class);
        Map<SyncField, String> agreed = new EnumMap<>(SyncField.class);
        Map<SyncField, String> adopted = new EnumMap<>(SyncField.class);
        List<Conflict> conflicts = new ArrayList<>();
        String currency = currency(known, theirs, mappings);
        boolean apart = countsInOne(mappings) && isForeign(ours.values(), currency);
        boolean write = false;
        for (FieldMapping mapping : mappings) {
            SyncField field = mapping.field();
            if (mapping.policy() == FieldPolicy.NEVER || !theirs.properties().containsKey(mapping.property())) {
                continue;
            }
            String value = field == SyncField.DEAL_CURRENCY
                    ? currency
                    : field.canonical(theirs.properties().get(mapping.property()));
            if (known.theirs().containsKey(field)
                    && Objects.equals(known.theirs().get(field), value)) {
                continue;
            }
            news.put(field, value);
            if (field == SyncField.DEAL_CURRENCY ? countsInOne(mappings) : apart && field == SyncField.DEAL_AMOUNT) {
                continue;
            }
            String own = ours.values().get(field);
            Verdict verdict = FieldMerge.of(new FieldMerge.Field(
                    field.inForce(policy(mapping, mappings), value),
                    known.isOurWord(field, value) ? value : base(known, theirs, field),
                    own,
                    value,
                    known.editedAt(),
                    theirs.changedAt()));
            if (verdict.adopt() && isAdoptable(field, value)) {
                adopted.put(field, value);
                agreed.put(field, value);
                if (field == SyncField.DEAL_AMOUNT && value != null && currency != null) {
                    adopted.put(SyncField.DEAL_CURRENCY, currency);
                }
            } else if (Objects.equals(own, value) || (verdict.write() && mapping.policy() == FieldPolicy.LATEST)) {
                // Ours was the later one: theirs is settled, whatever ours becomes until it is sent.
                agreed.put(field, value);
            }
            write |= verdict.write();
            boolean unknown = verdict.adopt() && isUnknownStage(field, value);
            if (verdict.conflict() || unknown) {
                Side kept = unknown ? Side.OURS : verdict.holds();
                conflicts.add(new Conflict(field, mapping.policy(), own, value, kept));
            }
        }
        return new Seen(news, agreed, adopted, conflicts, write);
    }

    /** Fields in which somebody said something there after us: what we tried before is not there any more. */
    List<SyncField> overruled(QueuedRecord known) {
        return news.keySet().stream()
                .filter(field -> !known.isOurWord(field, news.get(field)))
                .toList();
    }

    /** A box that nobody ticked says nothing: neither of what we never agreed on, nor in a record that ours went into. */
    private static String base(QueuedRecord known, CrmRecord theirs, SyncField field) {
        boolean sameRecord = known.remoteId() == null || known.remoteId().equals(theirs.remoteId());
        return field.canonical(
                sameRecord || field.type() != SyncField.Type.BOOLEAN
                        ? known.base().get(field)
                        : null);
    }

    /** Where each sale has its own currency, that goes with the amount. */
    static FieldPolicy policy(FieldMapping mapping, List<FieldMapping> mappings) {
        return mapping.field() == SyncField.DEAL_CURRENCY && !countsInOne(mappings)
                ? mappings.stream()
                        .filter(other -> other.field() == SyncField.DEAL_AMOUNT)
                        .findFirst()
                        .orElse(mapping)
                        .policy()
                : mapping.policy();
    }

    /** Whether all amounts of a CRM are in one currency. */
    static boolean countsInOne(List<FieldMapping> mappings) {
        return mappings.stream()
                .noneMatch(mapping ->
                        mapping.field() == SyncField.DEAL_CURRENCY && mapping.policy() == FieldPolicy.CRM_UNLESS_BLANK);
    }

    /** In which money theirs is; where there is no amount, what stands there of it says nothing. */
    private static String currency(QueuedRecord known, CrmRecord theirs, List<FieldMapping> mappings) {
        boolean none = !countsInOne(mappings)
                && mappings.stream()
                        .anyMatch(mapping -> mapping.field() == SyncField.DEAL_AMOUNT
                                && theirs.properties().containsKey(mapping.property())
                                && mapping.field().canonical(theirs.properties().get(mapping.property())) == null);
        return none
                ? null
                : mappings.stream()
                        .filter(mapping -> mapping.field() == SyncField.DEAL_CURRENCY
                                && mapping.policy() != FieldPolicy.NEVER
                                && theirs.properties().containsKey(mapping.property()))
                        .findFirst()
                        .map(mapping ->
                                mapping.field().canonical(theirs.properties().get(mapping.property())))
                        .orElse(known.theirs().get(SyncField.DEAL_CURRENCY));
    }

    /** An amount is the same number in no two currencies, and nobody changes money here: such amounts stay apart. */
    static boolean isForeign(Map<SyncField, String> ours, String currency) {
        String own = ours.get(SyncField.DEAL_CURRENCY);
        return own != null && currency != null && !own.equalsIgnoreCase(currency);
    }

    private static boolean isAdoptable(SyncField field, String value) {
        return value == null ? !field.isNeverBlank() : !isUnknownStage(field, value);
    }

    /** Nobody guesses what it means: a person has to say. */
    private static boolean isUnknownStage(SyncField field, String value) {
        return field == SyncField.DEAL_STAGE
                && value != null
                && SaleStage.of(value).isEmpty();
    }
}
