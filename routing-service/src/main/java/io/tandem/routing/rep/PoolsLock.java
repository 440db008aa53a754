package io.tandem.routing.rep;

import io.tandem.routing.storage.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/**
 * The lock that whoever assigns holds until the end of the transaction, and whoever changes what assignments read. It is
 * taken before any other row is locked, and on all pools in one order, so nobody who holds it waits for somebody without.
 */
@ApplicationScoped
public class PoolsLock {
    @Inject
    Database database;

    @Transactional(Transactional.TxType.MANDATORY)
    public void take() {
        database.query("SELECT name FROM pool ORDER BY name FOR UPDATE", row -> row.getString("name"));
    }
}
