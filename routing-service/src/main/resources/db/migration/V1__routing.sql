CREATE TABLE policy (
    version      text PRIMARY KEY,
    ordinal      bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    document     jsonb       NOT NULL,
    published_at timestamptz NOT NULL,
    published_by text        NOT NULL,
    reason       text        NOT NULL
);

CREATE TABLE rep (
    id          uuid PRIMARY KEY,
    name        text        NOT NULL,
    email       text        NOT NULL UNIQUE,
    weight      int         NOT NULL CHECK (weight > 0),
    priority    int         NOT NULL,
    capacity    int         NOT NULL CHECK (capacity >= 0),
    motions     text        NOT NULL,
    meeting_url text,
    active      boolean     NOT NULL,
    created_at  timestamptz NOT NULL
);

-- Whoever assigns locks every pool first: capacity is shared between pools, so deciders have to queue.
CREATE TABLE pool (
    name     text PRIMARY KEY,
    sequence bigint NOT NULL DEFAULT 0
);
INSERT INTO pool (name) VALUES ('PARTNER'), ('SALES_ASSIST'), ('SALES_LED');

CREATE TABLE ledger_entry (
    pool          text           NOT NULL REFERENCES pool,
    rep_id        uuid           NOT NULL REFERENCES rep,
    weight        int            NOT NULL,
    assigned      bigint         NOT NULL,
    credit        numeric(30, 9) NOT NULL,
    last_sequence bigint         NOT NULL,
    present       boolean        NOT NULL,
    PRIMARY KEY (pool, rep_id)
);

-- How routing left each account.
CREATE TABLE account_route (
    account_id  uuid PRIMARY KEY,
    motion      text        NOT NULL,
    owner_id    uuid,
    owner_name  text,
    owner_email text,
    changed_at  timestamptz NOT NULL
);

-- What the relationship record says of each account; its owner goes before the one that routing assigned.
CREATE TABLE relationship (
    account_id         uuid PRIMARY KEY,
    owner_id           uuid,
    owner_name         text,
    owner_email        text,
    owner_set_by_human boolean     NOT NULL,
    stage              text,
    changed_at         timestamptz NOT NULL
);

CREATE TABLE decision (
    id              uuid PRIMARY KEY,
    account_id      uuid        NOT NULL,
    signup_id       uuid UNIQUE,
    motion          text        NOT NULL,
    rule            text        NOT NULL,
    policy_version  text        NOT NULL REFERENCES policy,
    ledger_position bigint,
    handoff_id      uuid,
    inputs          jsonb       NOT NULL,
    outcome         jsonb       NOT NULL,
    pool_state      jsonb,
    decided_at      timestamptz NOT NULL
);
CREATE INDEX decision_of_account ON decision (account_id, decided_at, id);
CREATE INDEX decision_by_time ON decision (decided_at, id);

CREATE TABLE handoff (
    id          uuid PRIMARY KEY,
    account_id  uuid        NOT NULL,
    decision_id uuid        NOT NULL,
    motion      text        NOT NULL,
    pool        text        NOT NULL REFERENCES pool,
    status      text        NOT NULL,
    owner_id    uuid,
    owner_name  text,
    owner_email text,
    reasons     jsonb       NOT NULL,
    brief       text        NOT NULL,
    opened_at   timestamptz NOT NULL,
    due_at      timestamptz NOT NULL,
    assigned_at timestamptz,
    accepted_at timestamptz,
    accepted_by text,
    CHECK ((status = 'QUEUED') = (owner_id IS NULL))
);
CREATE UNIQUE INDEX handoff_open_of_account ON handoff (account_id) WHERE status IN ('QUEUED', 'OPEN', 'ACCEPTED');
CREATE INDEX handoff_queue ON handoff (pool, opened_at, id) WHERE status = 'QUEUED';
CREATE INDEX handoff_waiting ON handoff (owner_id) WHERE status = 'OPEN';
CREATE INDEX handoff_by_time ON handoff (opened_at, id);

CREATE TABLE handoff_decline (
    handoff_id  uuid        NOT NULL REFERENCES handoff,
    rep_id      uuid        NOT NULL,
    reason      text        NOT NULL,
    declined_at timestamptz NOT NULL,
    PRIMARY KEY (handoff_id, rep_id)
);

-- Every change that a person made; nothing updates or deletes it.
CREATE TABLE audit_entry (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL,
    who     text        NOT NULL,
    what    text        NOT NULL,
    subject text        NOT NULL,
    before  jsonb,
    after   jsonb
);
