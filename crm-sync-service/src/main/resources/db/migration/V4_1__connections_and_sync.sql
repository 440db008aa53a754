-- A CRM that records are kept the same with.
create table crm_connection (
    connection_id uuid primary key,
    name          text        not null unique,
    system        text        not null,
    address       text        not null,
    credentials   bytea       not null,
    state         text        not null check (state in ('ACTIVE', 'PAUSED')),
    fields        jsonb       not null,
    prepared      boolean     not null default false,
    -- How many calls failed in a row, and until when none is made.
    failures      int         not null default 0,
    rest_until    timestamptz,
    trouble       text,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    version       bigint      not null default 0
);

-- How far the changes of a CRM have been read.
create table crm_cursor (
    connection_id uuid        not null references crm_connection on delete cascade,
    kind          text        not null,
    position      text,
    -- Whether everything that was there at the beginning has been seen.
    complete      boolean     not null default false,
    polled_at     timestamptz,
    -- When reading from the beginning began, until it is done: what was not met by then is looked at by itself.
    began_at      timestamptz,
    claimed_until timestamptz,
    primary key (connection_id, kind)
);

-- Each record in each connection: what is wanted, what is there, and what was last seen. The queue is a part of it.
create table sync_record (
    connection_id   uuid        not null references crm_connection on delete cascade,
    kind            text        not null,
    record_id       uuid        not null,
    account_id      uuid        not null,
    remote_id       text,
    remote_link     text,
    version         bigint      not null default 1,
    changed_at      timestamptz not null,
    state           text        not null check (state in ('PENDING', 'SENT', 'FAILED', 'GONE', 'MERGED')),
    attempts        int         not null default 0,
    next_attempt_at timestamptz not null,
    words           text,
    sent_version    bigint,
    sent_at         timestamptz,
    erase           boolean     not null default false,
    -- Written by people in the CRM, and never by us.
    made_there      boolean     not null default false,
    -- What both sides last agreed on, and what the CRM is known to hold, by field.
    base            jsonb       not null default '{}',
    theirs          jsonb       not null default '{}',
    theirs_at       timestamptz,
    looked_at       timestamptz,
    -- How often the CRM's side was looked at; tells a write that somebody did so meanwhile.
    seen            bigint      not null default 0,
    claim           uuid,
    claimed_until   timestamptz,
    primary key (connection_id, kind, record_id)
);
create index sync_record_due on sync_record (connection_id, kind, next_attempt_at) where state = 'PENDING';
create index sync_record_state on sync_record (connection_id, state, changed_at desc, record_id);
create index sync_record_remote on sync_record (connection_id, kind, remote_id) where remote_id is not null;
create index sync_record_account on sync_record (account_id);

-- What became of each version of a record that was tried.
create table sync_ledger (
    connection_id uuid        not null references crm_connection on delete cascade,
    kind          text        not null,
    record_id     uuid        not null,
    version       bigint      not null,
    state         text        not null,
    attempts      int         not null,
    fields        jsonb       not null,
    words         text,
    at            timestamptz not null,
    primary key (connection_id, kind, record_id, version)
);
create index sync_ledger_at on sync_ledger (at);

-- What a CRM said has changed, to be read there; what its message says itself is not believed.
create table crm_notice (
    connection_id uuid        not null references crm_connection on delete cascade,
    kind          text        not null,
    remote_id     text        not null,
    received_at   timestamptz not null,
    claimed_until timestamptz,
    primary key (connection_id, kind, remote_id)
);

-- Values that people typed into a CRM and that hold here, too. Null is a value that was emptied.
create table crm_value (
    kind      text        not null,
    record_id uuid        not null,
    field     text        not null,
    value     text,
    set_at    timestamptz not null,
    set_in    text        not null,
    primary key (kind, record_id, field)
);

-- Fields that both sides had changed: whose value was kept, and what a person made of it.
create table sync_conflict (
    conflict_id   uuid primary key,
    connection_id uuid        not null references crm_connection on delete cascade,
    kind          text        not null,
    record_id     uuid        not null,
    field         text        not null,
    policy        text        not null,
    ours          text        not null,
    theirs        text        not null,
    kept          text        not null check (kept in ('OURS', 'CRM')),
    at            timestamptz not null,
    resolved_by   text,
    resolved_at   timestamptz,
    resolution    text check (resolution in ('OURS', 'CRM'))
);
create index sync_conflict_newest on sync_conflict (at desc, conflict_id desc);
create index sync_conflict_of_record on sync_conflict (kind, record_id);
