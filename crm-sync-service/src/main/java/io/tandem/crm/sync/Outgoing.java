package io.tandem.crm.sync;

import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.FieldMerge;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.SyncField;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is to be sent of a record: only values that the CRM is not known to hold, and only where ours hold. What was
 * written last is a part of what is known, so that nothing is sent twice and an echo is no news. Where something else was
 * sent and not answered, ours is said once more.
 *
 * @param theirs values that the CRM is known to hold and that hold here, too, whatever was changed here
 */
record Outgoing(
        QueuedRecord queued,
        Map<SyncField, String> values,
        Map<SyncField, String> theirs,
        OutgoingRecord record,
        boolean worthACall) {

    /** @param readable whether it is found out in time what the CRM holds of records of this kind */
    static Outgoing of(
            QueuedRecord queued,
            OurRecord ours,
            String companyRemoteId,
            List<FieldMapping> mappings,
            boolean readable) {
        Map<SyncField, String> values = new EnumMap<>(SyncField.class);
        Map<SyncField, String> theirs = new EnumMap<>(SyncField.class);
        Map<String, String> properties = new LinkedHashMap<>();
        for (FieldMapping mapping : mappings) {
            SyncField field = mapping.field();
            String value = ours.values().get(field);
            String theirCurrency = queued.theirs().get(SyncField.DEAL_CURRENCY);
            if ((field == SyncField.DEAL_AMOUNT
                            && Seen.countsInOne(mappings)
                            && Seen.isForeign(ours.values(), theirCurrency))
                    || (field == SyncField.DEAL_CURRENCY && value == null)) {
                continue;
            }
            FieldPolicy policy = field.inForce(
                    Seen.policy(mapping, mappings, queued), queued.theirs().get(field));
            String base = field.canonical(queued.base().get(field));
            FieldMerge.Verdict verdict = FieldMerge.of(new FieldMerge.Field(
                    policy, base, value, field.canonical(queued.theirs().get(field)), queued.editedAt(), null));
            boolean unseen = readable
                    && queued.remoteId() != null
                    && mapping.policy() != FieldPolicy.OURS
                    && !queued.theirs().containsKey(field);
            // What was said last is ours still and was not taken there, as an owner who is nobody there: no later word.
            boolean inVain = policy == FieldPolicy.LATEST && Objects.equals(value, base);
            if ((verdict.write() || isToBeSaidAgain(field, policy, queued, value)) && !unseen) {
                values.put(field, value);
                properties.put(mapping.property(), value);
            } else if (verdict.adopt() && queued.theirs().get(field) != null && !inVain) {
                theirs.put(field, queued.theirs().get(field));
                if (field == SyncField.DEAL_AMOUNT && theirCurrency != null) {
                    theirs.put(SyncField.DEAL_CURRENCY, theirCurrency);
                }
            }
        }
        String amount = ours.values().get(SyncField.DEAL_AMOUNT);
        String currency = ours.values().get(SyncField.DEAL_CURRENCY);
        if (amount != null && currency != null && !Seen.countsInOne(mappings)) {
            // Whatever is known of theirs: our number goes nowhere without its currency, nor that beside theirs.
            for (FieldMapping mapping : mappings) {
                SyncField field = mapping.field();
                FieldPolicy policy = Seen.policy(mapping, mappings, queued);
                boolean goesAlong = field == SyncField.DEAL_CURRENCY
                        ? values.get(SyncField.DEAL_AMOUNT) != null && policy != FieldPolicy.CRM
                        : field == SyncField.DEAL_AMOUNT
                                && values.containsKey(SyncField.DEAL_CURRENCY)
                                && policy == FieldPolicy.LATEST
                                && !amount.equals(queued.theirs().get(field));
                if (goesAlong) {
                    values.put(field, ours.values().get(field));
                    properties.put(mapping.property(), ours.values().get(field));
                    theirs.remove(field);
                }
            }
        }
        boolean stays = queued.remoteLink() != null && queued.remoteLink().startsWith(KnownRecords.STAYS);
        boolean moved = companyRemoteId != null && !stays && !Objects.equals(companyRemoteId, queued.remoteLink());
        return new Outgoing(
                queued,
                values,
                theirs,
                new OutgoingRecord(
                        queued.id(), queued.remoteId(), properties, moved ? companyRemoteId : null, queued.version()),
                moved || !values.isEmpty() || queued.remoteId() == null);
    }

    /** All that the CRM may hold by what we say, with this. */
    Map<SyncField, Set<String>> tried() {
        Map<SyncField, Set<String>> tried = new EnumMap<>(SyncField.class);
        queued.tried().forEach((field, sent) -> tried.put(field, new LinkedHashSet<>(sent)));
        values.forEach((field, value) ->
                tried.computeIfAbsent(field, unseen -> new LinkedHashSet<>()).add(value));
        return tried;
    }

    /** Those of the CRM's values that hold here and can be had here. */
    Map<SyncField, String> takeable() {
        return Deals.takeable(theirs);
    }

    private static boolean isToBeSaidAgain(SyncField field, FieldPolicy policy, QueuedRecord queued, String value) {
        boolean oursMayHold = policy == FieldPolicy.OURS || policy == FieldPolicy.LATEST;
        return oursMayHold && Objects.equals(queued.theirs().get(field), value) && queued.isUnsure(field, value);
    }
}
