package io.tandem.crm.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * Decides what becomes of one field that two sides may have changed since they last agreed: a three-way merge with a
 * policy. Carrying a verdict out and merging again never changes anything more.
 */
public final class FieldMerge {
    private FieldMerge() {}

    /** Which side's value holds. */
    public enum Side {
        OURS,
        CRM
    }

    /**
     * A field on both sides. A value that is blank is as good as none.
     *
     * @param base what both sides had when they last agreed; null if they never did
     * @param oursAt when ours was changed last; null if unknown
     * @param theirsAt when the CRM's was changed last; null if unknown
     */
    public record Field(FieldPolicy policy, String base, String ours, String theirs, Instant oursAt, Instant theirsAt) {
        public Field {
            base = blankAsNull(base);
            ours = blankAsNull(ours);
            theirs = blankAsNull(theirs);
        }
    }

    /**
     * What to do.
     *
     * @param holds whose value holds
     * @param write whether ours has to be written to the CRM
     * @param adopt whether the CRM's has to be taken over
     * @param conflict whether both had changed to different values, so that somebody's is lost
     */
    public record Verdict(Side holds, boolean write, boolean adopt, boolean conflict) {}

    public static Verdict of(Field field) {
        boolean same = Objects.equals(field.ours(), field.theirs());
        if (same || field.policy() == FieldPolicy.NEVER) {
            return new Verdict(Side.OURS, false, false, false);
        }
        boolean conflict = field.ours() != null
                && field.theirs() != null
                && !Objects.equals(field.ours(), field.base())
                && !Objects.equals(field.theirs(), field.base());
        Side holds = holder(field);
        // Under CRM a blank there is no word on the matter: neither side is written.
        boolean silent = field.policy() == FieldPolicy.CRM && field.theirs() == null;
        return new Verdict(holds, holds == Side.OURS && !silent, holds == Side.CRM && !silent, conflict);
    }

    private static Side holder(Field field) {
        return switch (field.policy()) {
            case OURS, NEVER -> Side.OURS;
            case CRM -> Side.CRM;
            case CRM_UNLESS_BLANK -> field.theirs() == null ? Side.OURS : Side.CRM;
            case LATEST -> latest(field);
        };
    }

    private static Side latest(Field field) {
        if (Objects.equals(field.theirs(), field.base())) {
            return Side.OURS;
        }
        if (Objects.equals(field.ours(), field.base())) {
            return Side.CRM;
        }
        if (field.base() == null) {
            // They never agreed: what people had there before we came is not written over.
            return Side.CRM;
        }
        boolean oursIsLater = field.oursAt() != null
                && (field.theirsAt() == null || field.oursAt().isAfter(field.theirsAt()));
        // On a tie the CRM's holds: that is where people type.
        return oursIsLater ? Side.OURS : Side.CRM;
    }

    static String blankAsNull(String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
