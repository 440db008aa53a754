package io.tandem.signup.sources;

import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;

/** Tells every instance, with the commit of a change, that what it remembers of sources may have become wrong. */
@ApplicationScoped
public class SourceNotices {
    public static final String CHANNEL = "source_changed";

    private final Database database;
    private final Event<SourcesChanged> changed;

    SourceNotices(Database database, Event<SourcesChanged> changed) {
        this.database = database;
        this.changed = changed;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void tell() {
        database.query("SELECT pg_notify(?, '')", values -> values.add(CHANNEL), row -> CHANNEL);
        changed.fire(new SourcesChanged());
    }
}
