package io.tandem.signup.notices;

/** Reacts to what any instance of this service, this one included, committed to the database. */
public interface NoticeHandler {
    String channel();

    void onNotice(String payload);

    /** Notices may have been missed: whatever depends on them has to be read anew. */
    void onConnected();
}
