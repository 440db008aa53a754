package io.tandem.crm.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A call that failed as a whole, for all records in it alike. */
public class CrmException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is known of the call. */
    public enum Kind {
        /** The CRM asks to be left alone; nothing was done. */
        BUSY,
        /** Whether anything was done is not known: the same again does no harm. */
        UNKNOWN,
        /** The credentials or the address are not good: a person has to look. Nothing was done. */
        DENIED,
        /** Something in it is not acceptable; nothing was done. */
        REFUSED
    }

    private final Kind kind;
    private final transient Duration wait;
    private final transient List<WriteResult> done = new ArrayList<>();

    private CrmException(Kind kind, String words, Duration wait, Throwable cause) {
        super(words, cause);
        this.kind = kind;
        this.wait = wait;
    }

    /** @param wait how long the CRM asks to be left alone; null if it does not say */
    public static CrmException busy(String words, Duration wait) {
        return new CrmException(Kind.BUSY, words, wait, null);
    }

    public static CrmException unknown(String words, Throwable cause) {
        return new CrmException(Kind.UNKNOWN, words, null, cause);
    }

    public static CrmException denied(String words) {
        return new CrmException(Kind.DENIED, words, null, null);
    }

    public static CrmException refused(String words) {
        return new CrmException(Kind.REFUSED, words, null, null);
    }

    /** The same, after some of the records had been written by calls before this one. */
    public CrmException after(List<WriteResult> results) {
        done.addAll(results);
        return this;
    }

    /** What became of records before the call that failed. */
    public List<WriteResult> done() {
        return done;
    }

    public Kind kind() {
        return kind;
    }

    /** May be null. */
    public Duration retryAfter() {
        return wait;
    }
}
