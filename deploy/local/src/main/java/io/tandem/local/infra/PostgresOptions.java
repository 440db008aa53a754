package io.tandem.local.infra;

/** Whether PostgreSQL keeps what it has committed when the machine fails, or is merely fast. */
public enum PostgresOptions {
    /** Every commit is on the disk before it is acknowledged. */
    DURABLE,
    /** Data survives the end of any process, not of the machine: for tests. */
    FAST
}
