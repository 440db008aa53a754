package io.tandem.crm.history;

import java.time.Instant;

/** One thing that people changed about a record, in a plain sentence. */
public record RecordChangeView(Instant at, String author, String text) {}
