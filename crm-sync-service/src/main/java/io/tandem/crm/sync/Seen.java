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
import java.util.LinkedHashMap;
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

    private static final List<SyncField> MONEY = List.of(SyncField.DEAL_AMOUNT, SyncField.DEAL_CURRENCY);

    static final Seen NOTHING = new Seen(Map.of(), Map.of(), Map.of(), List.of(), false);

    /** A field that both sides had changed. */
    record Conflict(SyncField field, FieldPolicy policy, String ours, String theirs, Side kept) {}

    static Seen of(QueuedRecord known, OurRecord ours, CrmRecord theirs, List<FieldMapping> mappings) {
        Map<SyncField, String> news = new EnumMap<>(SyncField.class);
        Map<SyncField, String> agreed = new EnumMap<>(SyncField.class);
        Map<SyncField, String> adopted = new EnumMap<>(SyncField.class);
        List<Conflict> conflicts = new ArrayList<>();
        Map<SyncField, String> there = there(known, theirs, mappings);
        Map<SyncField, String> base = new EnumMap<>(SyncField.class);
        MONEY.forEach(part -> base.put(part, base(known, theirs, part, there.get(part))));
        String currency = there.get(SyncField.DEAL_CURRENCY);
        boolean apart = countsInOne(mappings) && isForeign(ours.values(), currency);
        boolean write = false;
        for (FieldMapping mapping : mappings) {
            SyncField field = mapping.field();
            if (mapping.policy() == FieldPolicy.NEVER || !theirs.properties().containsKey(mapping.property())) {
                continue;
            }
            String value = there.get(field);
            if (known.theirs().containsKey(field)
                    && Objects.equals(known.theirs().get(field), value)) {
                continue;
            }
            news.put(field, value);
            if (field == SyncField.DEAL_CURRENCY ? countsInOne(mappings) : apart && field == SyncField.DEAL_AMOUNT) {
                continue;
            }
            String own = ours.values().get(field);
            FieldPolicy policy = policy(mapping, mappings, known);
            // What somebody changed is the sum, be it the number or its currency.
            boolean whole = MONEY.contains(field) && isWhole(base) && isWhole(there) && !countsInOne(mappings);
            String said = whole ? Deals.money(there) : value;
            Verdict verdict = FieldMerge.of(new FieldMerge.Field(
                    field.inForce(policy, value),
                    isMappedLate(mapping, known) ? said : whole ? Deals.money(base) : base(known, theirs, field, value),
                    whole ? Deals.money(ours.values()) : own,
                    said,
                    known.editedAt(),
                    theirs.changedAt()));
            if (verdict.adopt() && isAdoptable(field, value)) {
                adopted.put(field, value);
                agreed.put(field, value);
                if (whole || (field == SyncField.DEAL_AMOUNT && value != null && currency != null)) {
                    for (SyncField part : MONEY) {
                        adopted.put(part, there.get(part));
                        agreed.put(part, there.get(part));
                    }
                }
            } else if (Objects.equals(own, value) || (verdict.write() && policy == FieldPolicy.LATEST)) {
                // Ours was the later one: theirs is settled, whatever ours becomes until it is sent.
                agreed.put(field, value);
            }
            write |= verdict.write();
            boolean unknown = verdict.adopt() && isUnknownStage(field, value);
            if (verdict.conflict() || unknown) {
                Side kept = unknown ? Side.OURS : verdict.holds();
                conflicts.add(new Conflict(field, policy, own, value, kept));
            }
        }
        return new Seen(news, agreed, adopted, withCurrencies(conflicts, ours.values(), there), write);
    }

    private static boolean isWhole(Map<SyncField, String> money) {
        return MONEY.stream().allMatch(part -> money.get(part) != null);
    }

    /** All that is known now of what the CRM holds. */
    private static Map<SyncField, String> there(QueuedRecord known, CrmRecord theirs, List<FieldMapping> mappings) {
        Map<SyncField, String> there = new EnumMap<>(SyncField.class);
        there.putAll(known.theirs());
        for (FieldMapping mapping : mappings) {
            if (mapping.policy() != FieldPolicy.NEVER && theirs.properties().containsKey(mapping.property())) {
                SyncField field = mapping.field();
                there.put(field, field.canonical(theirs.properties().get(mapping.property())));
            }
        }
        there.put(SyncField.DEAL_CURRENCY, currency(known, theirs, mappings));
        return there;
    }

    /** A conflict over money is over the amount and its currency together, so that nobody's number gets another's currency. */
    private static List<Conflict> withCurrencies(
            List<Conflict> conflicts, Map<SyncField, String> ours, Map<SyncField, String> theirs) {
        Map<SyncField, Conflict> byField = new LinkedHashMap<>();
        for (Conflict conflict : conflicts) {
            boolean overMoney =
                    (conflict.field() == SyncField.DEAL_AMOUNT || conflict.field() == SyncField.DEAL_CURRENCY)
                            && theirs.get(SyncField.DEAL_AMOUNT) != null;
            Conflict whole = overMoney
                    ? new Conflict(
                            SyncField.DEAL_AMOUNT,
                            conflict.policy(),
                            Deals.money(ours),
                            Deals.money(theirs),
                            conflict.kept())
                    : conflict;
            byField.putIfAbsent(whole.field(), whole);
        }
        return List.copyOf(byField.values());
    }

    /** Fields in which somebody said something there after us: what we tried before is not there any more. */
    List<SyncField> overruled(QueuedRecord known) {
        return news.keySet().stream()
                .filter(field -> !known.isOurWord(field, news.get(field)))
                .toList();
    }

    /**
     * What both had; of what we may have written that. A box that nobody ticked says nothing: neither of what we never agreed
     * on, nor in a record that ours went into.
     */
    private static String base(QueuedRecord known, CrmRecord theirs, SyncField field, String value) {
        if (known.isOurWord(field, value)) {
            return value;
        }
        boolean sameRecord = known.remoteId() == null || known.remoteId().equals(theirs.remoteId());
        return field.canonical(
                sameRecord || field.type() != SyncField.Type.BOOLEAN
                        ? known.base().get(field)
                        : null);
    }

    /** Where each sale has its own currency, that goes with the amount; ours with our number. */
    static FieldPolicy policy(FieldMapping mapping, List<FieldMapping> mappings, QueuedRecord known) {
        if (isMappedLate(mapping, known)) {
            return mapping.policy() == FieldPolicy.CRM ? FieldPolicy.CRM : FieldPolicy.OURS;
        }
        return mapping.field() == SyncField.DEAL_CURRENCY && !countsInOne(mappings)
                ? mappings.stream()
                        .filter(other -> other.field() == SyncField.DEAL_AMOUNT)
                        .findFirst()
                        .orElse(mapping)
                        .policy()
                : mapping.policy();
    }

    /**
     * Whether the amount was agreed on as a bare number, while currencies were not kept the same. Of a sale of ours it was
     * in our currency, whatever the CRM puts beside numbers that have none; of one that began there in theirs.
     */
    private static boolean isMappedLate(FieldMapping mapping, QueuedRecord known) {
        return mapping.field() == SyncField.DEAL_CURRENCY
                && (mapping.policy() == FieldPolicy.CRM_UNLESS_BLANK || mapping.policy() == FieldPolicy.CRM)
                && known.base().get(SyncField.DEAL_AMOUNT) != null
                && known.base().get(SyncField.DEAL_CURRENCY) == null;
    }

    /** Whether all amounts of a CRM are in one currency. */
    static boolean countsInOne(List<FieldMapping> mappings) {
        return mappings.stream()
                .noneMatch(mapping -> mapping.field() == SyncField.DEAL_CURRENCY
                        && (mapping.policy() == FieldPolicy.CRM_UNLESS_BLANK || mapping.policy() == FieldPolicy.CRM));
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
