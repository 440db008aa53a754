package io.tandem.crm.domain;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A field of a record that can be kept the same here and in a CRM. Values travel as text in one form per type. */
public enum SyncField {
    COMPANY_NAME(RecordKind.COMPANY, "name", Type.TEXT),
    COMPANY_DOMAIN(RecordKind.COMPANY, "domain", Type.KEY),
    COMPANY_OWNER(RecordKind.COMPANY, "owner", Type.KEY),
    COMPANY_INDUSTRY(RecordKind.COMPANY, "industry", Type.TEXT),
    COMPANY_COUNTRY(RecordKind.COMPANY, "country", Type.TEXT),
    COMPANY_SCORE(RecordKind.COMPANY, "score", Type.NUMBER, true),
    COMPANY_GRADE(RecordKind.COMPANY, "grade", Type.TEXT, true),
    COMPANY_MOTION(RecordKind.COMPANY, "motion", Type.TEXT, true),
    COMPANY_STAGE(RecordKind.COMPANY, "stage", Type.TEXT, true),
    COMPANY_WHY_NOW(RecordKind.COMPANY, "whyNow", Type.TEXT, true),

    CONTACT_EMAIL(RecordKind.CONTACT, "email", Type.KEY),
    CONTACT_NAME(RecordKind.CONTACT, "name", Type.TEXT),
    CONTACT_FIRST_NAME(RecordKind.CONTACT, "firstName", Type.TEXT),
    CONTACT_LAST_NAME(RecordKind.CONTACT, "lastName", Type.TEXT),
    CONTACT_JOB_TITLE(RecordKind.CONTACT, "jobTitle", Type.TEXT),
    CONTACT_DO_NOT_CONTACT(RecordKind.CONTACT, "doNotContact", Type.BOOLEAN),

    DEAL_NAME(RecordKind.DEAL, "name", Type.TEXT),
    DEAL_STAGE(RecordKind.DEAL, "stage", Type.TEXT),
    DEAL_AMOUNT(RecordKind.DEAL, "amount", Type.NUMBER),
    DEAL_CURRENCY(RecordKind.DEAL, "currency", Type.TEXT, true),
    DEAL_CLOSE_DATE(RecordKind.DEAL, "closeDate", Type.DATE),
    DEAL_OWNER(RecordKind.DEAL, "owner", Type.KEY, true),

    TASK_SUBJECT(RecordKind.TASK, "subject", Type.TEXT, true),
    TASK_BODY(RecordKind.TASK, "body", Type.TEXT, true),
    TASK_DUE_AT(RecordKind.TASK, "dueAt", Type.INSTANT, true),
    TASK_OWNER(RecordKind.TASK, "owner", Type.KEY, true),

    NOTE_BODY(RecordKind.NOTE, "body", Type.TEXT, true),
    NOTE_AT(RecordKind.NOTE, "at", Type.INSTANT, true);

    private static final int MOST_ZEROS = 50;

    /** What kind of value a field has. */
    public enum Type {
        TEXT,
        /** An email or a domain: letter case does not matter. */
        KEY,
        NUMBER,
        BOOLEAN,
        DATE,
        INSTANT
    }

    private final RecordKind kind;
    private final String label;
    private final Type type;
    private final boolean derived;

    SyncField(RecordKind kind, String label, Type type) {
        this(kind, label, type, false);
    }

    SyncField(RecordKind kind, String label, Type type, boolean derived) {
        this.kind = kind;
        this.label = label;
        this.type = type;
        this.derived = derived;
    }

    public RecordKind kind() {
        return kind;
    }

    /** Its name among the fields of its kind. */
    public String label() {
        return label;
    }

    public Type type() {
        return type;
    }

    /**
     * What makes sense for it: what only we know cannot be taken over from a CRM. A currency is {@code CRM_UNLESS_BLANK} where
     * each sale has its own, which goes with the amount; {@code OURS} where a CRM counts in one, and other amounts stay apart.
     */
    public Set<FieldPolicy> policies() {
        if (this == DEAL_CURRENCY) {
            return EnumSet.of(FieldPolicy.OURS, FieldPolicy.CRM_UNLESS_BLANK, FieldPolicy.NEVER);
        }
        return derived ? EnumSet.of(FieldPolicy.OURS, FieldPolicy.NEVER) : EnumSet.allOf(FieldPolicy.class);
    }

    /** Nobody is nobody's owner: an account keeps the one it has until another is named, and so does a sale its name. */
    public boolean isNeverBlank() {
        return this == COMPANY_OWNER || this == DEAL_NAME || this == DEAL_STAGE;
    }

    /** What holds where the CRM has this value: a blank is never the later word on what cannot be blank. */
    public FieldPolicy inForce(FieldPolicy policy, String theirs) {
        return policy == FieldPolicy.LATEST && theirs == null && isNeverBlank() ? FieldPolicy.CRM_UNLESS_BLANK : policy;
    }

    public static Optional<SyncField> of(RecordKind kind, String label) {
        return of(kind).stream().filter(field -> field.label.equals(label)).findFirst();
    }

    public static List<SyncField> of(RecordKind kind) {
        return Arrays.stream(values()).filter(field -> field.kind == kind).toList();
    }

    /**
     * A value in the one form in which it is compared; null for none. What is not of the type is left as it is. Yes or no
     * is no where nothing is said: not every CRM tells these apart.
     */
    public String canonical(String value) {
        // No database keeps NUL.
        String text = value == null ? "" : value.replace("\u0000", "").strip();
        if (text.isEmpty()) {
            return type == Type.BOOLEAN ? "false" : null;
        }
        try {
            return switch (type) {
                case TEXT -> text.replace("\r\n", "\n");
                case KEY -> text.toLowerCase(Locale.ROOT);
                case NUMBER -> number(text);
                case BOOLEAN -> Boolean.toString(Set.of("true", "1", "yes").contains(text.toLowerCase(Locale.ROOT)));
                case DATE -> date(text);
                case INSTANT -> instant(text).toString();
            };
        } catch (NumberFormatException | DateTimeException notOfItsType) {
            return text;
        }
    }

    private static String number(String text) {
        BigDecimal number = new BigDecimal(text);
        // Written out, a few letters may be gigabytes of zeros.
        if (Math.abs((long) number.scale()) > MOST_ZEROS) {
            return text;
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String date(String text) {
        return text.length() > 10
                ? LocalDate.ofInstant(instant(text), ZoneOffset.UTC).toString()
                : LocalDate.parse(text).toString();
    }

    /** Seconds are kept, for not every CRM knows more; a number is in milliseconds. */
    private static Instant instant(String text) {
        Instant exact = text.chars().allMatch(Character::isDigit)
                ? Instant.ofEpochMilli(Long.parseLong(text))
                : OffsetDateTime.parse(text).toInstant();
        return Instant.ofEpochSecond(exact.getEpochSecond());
    }
}
