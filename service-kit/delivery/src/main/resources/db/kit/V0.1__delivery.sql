-- Events committed with the state they tell of, until the broker has acknowledged them.
-- A row that was sent is deleted: nothing reads it again, and erased persons must not live on here.
CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    bucket     smallint    NOT NULL,
    topic      text        NOT NULL,
    key        text,
    event_id   uuid        NOT NULL,
    headers    jsonb       NOT NULL,
    payload    bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (bucket, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE inbox (
    consumer text        NOT NULL,
    event_id uuid        NOT NULL,
    seen_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_by_age ON inbox USING brin (seen_at);

-- Records a consumer could not handle. One that is replayed or discarded leaves the table.
CREATE TABLE dead_letter (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer  text        NOT NULL,
    topic     text        NOT NULL,
    partition int         NOT NULL,
    position  bigint      NOT NULL,
    key       text,
    event_id  uuid        NOT NULL,
    headers   jsonb       NOT NULL,
    payload   bytea       NOT NULL,
    cause     text        NOT NULL,
    died_at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE (consumer, topic, partition, position)
);

-- The first answer to each request that carried an Idempotency-Key.
CREATE TABLE idempotency (
    scope      bytea PRIMARY KEY,
    body_hash  bytea       NOT NULL,
    claim      uuid        NOT NULL,
    claimed_at timestamptz NOT NULL DEFAULT now(),
    status     int,
    headers    jsonb,
    body       bytea
);
CREATE INDEX idempotency_by_age ON idempotency (claimed_at);
