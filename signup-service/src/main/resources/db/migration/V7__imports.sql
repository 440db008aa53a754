-- A signup that was taken over from elsewhere waits for no answer.
ALTER TABLE signup DROP CONSTRAINT signup_status_check;
ALTER TABLE signup ADD CONSTRAINT signup_status_check CHECK (
    status IN ('UNCONFIRMED', 'PENDING', 'IMPORTED') AND decision IS NULL OR status = 'DECIDED' AND decision IS NOT NULL);

-- A file of past signups or of accounts, and how far it was taken.
CREATE TABLE bulk_import (
    id              uuid PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('SIGNUPS', 'ACCOUNTS')),
    format          text NOT NULL CHECK (format IN ('CSV', 'JSON')),
    dry_run         boolean NOT NULL,
    source_id       uuid REFERENCES source,
    status          text NOT NULL CHECK (
        status IN ('RECEIVING', 'WAITING', 'RUNNING', 'COMPLETED', 'CANCELLED', 'FAILED')),
    content_hash    bytea,
    idempotency_key text,
    bytes           bigint NOT NULL DEFAULT 0,
    rows            bigint NOT NULL DEFAULT 0,
    rows_read       bigint NOT NULL DEFAULT 0,
    accepted        bigint NOT NULL DEFAULT 0,
    unchanged       bigint NOT NULL DEFAULT 0,
    refused         bigint NOT NULL DEFAULT 0,
    requested_by    text NOT NULL,
    requested_at    timestamptz NOT NULL,
    started_at      timestamptz,
    ended_at        timestamptz,
    -- Until then it is the work of the instance that took it; then of whoever comes first.
    claimed_until   timestamptz,
    -- How often it was taken up without getting any further.
    attempts        int NOT NULL DEFAULT 0,
    CHECK ((kind = 'SIGNUPS') = (source_id IS NOT NULL)),
    CHECK ((status IN ('COMPLETED', 'CANCELLED', 'FAILED')) = (ended_at IS NOT NULL))
);
CREATE INDEX bulk_import_latest ON bulk_import (requested_at, id);
CREATE UNIQUE INDEX bulk_import_at_work ON bulk_import (content_hash, kind, dry_run, source_id) NULLS NOT DISTINCT
    WHERE status IN ('WAITING', 'RUNNING');
CREATE UNIQUE INDEX bulk_import_key ON bulk_import (requested_by, kind, idempotency_key) WHERE status <> 'RECEIVING';

-- The file itself, until the import ends.
CREATE TABLE import_content (
    import_id uuid NOT NULL REFERENCES bulk_import ON DELETE CASCADE,
    place     int NOT NULL,
    content   bytea NOT NULL,
    PRIMARY KEY (import_id, place)
);

-- What the rows before in the same file named, until the import ends.
CREATE TABLE import_seen (
    import_id uuid NOT NULL REFERENCES bulk_import ON DELETE CASCADE,
    what      text COLLATE "C" NOT NULL,
    line      bigint NOT NULL,
    PRIMARY KEY (import_id, what)
);

-- Of a dry run every row, else those that were refused.
CREATE TABLE import_row (
    import_id        uuid NOT NULL REFERENCES bulk_import ON DELETE CASCADE,
    line             bigint NOT NULL,
    outcome          text NOT NULL CHECK (outcome IN ('NEW', 'UNCHANGED', 'REFUSED')),
    reasons          text[] NOT NULL,
    account_id       uuid,
    new_account      boolean,
    match_account_id uuid,
    match_domain     text,
    match_rule       text,
    person_id        uuid,
    cells            jsonb,
    PRIMARY KEY (import_id, line)
);
CREATE INDEX import_row_refused ON import_row (import_id, line) WHERE outcome = 'REFUSED';
CREATE INDEX import_row_person ON import_row (person_id) WHERE person_id IS NOT NULL;

-- What was imported and has not been told yet: signups to the other services, accounts to the matching.
CREATE TABLE untold_import (
    place      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    import_id  uuid NOT NULL,
    signup_id  uuid REFERENCES signup,
    account_id uuid REFERENCES account,
    CHECK ((signup_id IS NULL) <> (account_id IS NULL))
);
CREATE INDEX untold_signup ON untold_import (place) WHERE signup_id IS NOT NULL;
CREATE INDEX untold_account ON untold_import (place) WHERE account_id IS NOT NULL;
CREATE INDEX untold_import_of ON untold_import (import_id);
