-- What a simulation needs of a decision, see RecordedDecision; null where it has to be read from the whole inputs.
ALTER TABLE decision ADD COLUMN facts bytea;

-- Policies that are tried on recorded history. They touch nothing but these two tables.
CREATE TABLE simulation (
    id            uuid PRIMARY KEY,
    status        text        NOT NULL,
    request       jsonb       NOT NULL,
    policy        jsonb       NOT NULL,
    attempts      int         NOT NULL DEFAULT 0,
    claimed_until timestamptz,
    total         bigint,
    done          bigint      NOT NULL DEFAULT 0,
    result        jsonb,
    failure       text,
    created_by    text        NOT NULL,
    created_at    timestamptz NOT NULL,
    ended_at      timestamptz
);
CREATE INDEX simulation_by_time ON simulation (created_at, id);
CREATE INDEX simulation_at_work ON simulation (created_at, id) WHERE status IN ('QUEUED', 'RUNNING');

CREATE TABLE simulation_move (
    simulation_id uuid        NOT NULL REFERENCES simulation ON DELETE CASCADE,
    decided_at    timestamptz NOT NULL,
    decision_id   uuid        NOT NULL,
    account_id    uuid        NOT NULL,
    motion_before text        NOT NULL,
    motion_after  text        NOT NULL,
    rule_before   text        NOT NULL,
    rule_after    text        NOT NULL,
    pool_before   text,
    pool_after    text,
    owner_before  uuid,
    owner_after   uuid,
    PRIMARY KEY (simulation_id, decided_at, decision_id)
);
