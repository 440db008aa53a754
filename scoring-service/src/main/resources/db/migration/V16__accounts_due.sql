-- Accounts whose usage changed, by the transaction that changed it, until they are scored.
CREATE TABLE due_accounts (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    accounts uuid[]      NOT NULL,
    urgent   boolean     NOT NULL,
    since    timestamptz NOT NULL DEFAULT now()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
