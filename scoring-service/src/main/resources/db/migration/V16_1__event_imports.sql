-- History that is taken in from an upload or read again from the topic, a chunk a transaction.
CREATE TABLE event_import (
    id           uuid PRIMARY KEY,
    kind         text        NOT NULL,
    source_id    uuid,
    content_hash text,
    state        text        NOT NULL,
    rows_in_all  bigint,
    rows_done    bigint      NOT NULL DEFAULT 0,
    counted      bigint      NOT NULL DEFAULT 0,
    duplicates   bigint      NOT NULL DEFAULT 0,
    refused      bigint      NOT NULL DEFAULT 0,
    positions    jsonb,
    started_by   text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    finished_at  timestamptz
);
CREATE UNIQUE INDEX event_import_by_content ON event_import (content_hash) WHERE state <> 'CANCELLED';
CREATE INDEX event_import_by_time ON event_import (created_at DESC, id DESC);

-- What was uploaded and is not yet taken in: lines of JSON.
CREATE TABLE event_import_chunk (
    import_id uuid   NOT NULL,
    first_row bigint NOT NULL,
    content   bytea  NOT NULL,
    PRIMARY KEY (import_id, first_row)
);

CREATE TABLE event_import_refusal (
    import_id uuid   NOT NULL,
    row       bigint NOT NULL,
    reason    text   NOT NULL,
    content   text   NOT NULL,
    PRIMARY KEY (import_id, row)
);
