package io.tandem.crm.connector;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What became of one record of a call.
 *
 * @param remoteId the CRM's id of it, once it is there
 * @param values what the CRM says it holds now, by its own names, as far as it says
 * @param words the CRM's own, on what is wrong; null if nothing is
 * @param changedAt when the record was changed by it, by the CRM's clock; null if the CRM does not say
 */
public record WriteResult(
        UUID id, Outcome outcome, String remoteId, Map<String, String> values, String words, Instant changedAt) {
    /** Stands for a value that the CRM did not take and did not tell: it holds what it held before. No text has this. */
    public static final String AS_BEFORE = "\u0000as before";

    public WriteResult(UUID id, Outcome outcome, String remoteId, Map<String, String> values, String words) {
        this(id, outcome, remoteId, values, words, null);
    }

    /** What is known of the record. */
    public enum Outcome {
        WRITTEN,
        /** Written, but not under its company yet. */
        UNPLACED,
        /** Will not be accepted as it is. */
        REFUSED,
        /** May be accepted later. */
        LATER,
        /** Was deleted in the CRM. */
        GONE,
        /** Not written: the CRM has it already, as a record that it was not known by. */
        FOUND
    }

    public static WriteResult written(UUID id, String remoteId, Map<String, String> values) {
        return new WriteResult(id, Outcome.WRITTEN, remoteId, values, null);
    }

    /** The same of a record that could not be put under its company. */
    public WriteResult unplaced(String why) {
        return new WriteResult(id, Outcome.UNPLACED, remoteId, values, why, changedAt);
    }

    /** The same with other values. */
    public WriteResult with(Map<String, String> others) {
        return new WriteResult(id, outcome, remoteId, others, words, changedAt);
    }

    /** The same with these words. */
    public WriteResult saying(String other) {
        return new WriteResult(id, outcome, remoteId, values, other, changedAt);
    }

    public static WriteResult refused(UUID id, String words) {
        return new WriteResult(id, Outcome.REFUSED, null, Map.of(), words);
    }

    public static WriteResult later(UUID id, String words) {
        return new WriteResult(id, Outcome.LATER, null, Map.of(), words);
    }

    public static WriteResult gone(UUID id, String words) {
        return new WriteResult(id, Outcome.GONE, null, Map.of(), words);
    }

    public static WriteResult found(UUID id, String remoteId, String words) {
        return new WriteResult(id, Outcome.FOUND, remoteId, Map.of(), words);
    }
}
