-- Who may send. Kept from sources.v1; the keys themselves are never stored.
create table source (
    id uuid primary key,
    name text not null,
    enabled boolean not null,
    write_key_hashes text[] not null,
    changed_at timestamptz not null
);

-- Accepted batches that could not be published yet, in the order in which they came.
create table spool (
    id bigint generated always as identity primary key,
    events bytea not null,
    event_count int not null,
    size_bytes int not null,
    spooled_at timestamptz not null default now()
);

-- Events of accepted batches that could not be taken, so that nobody has to guess what was lost.
create table rejected_event (
    id bigint generated always as identity primary key,
    source_id uuid not null,
    position int not null,
    reason text not null,
    body text not null,
    received_at timestamptz not null
);

create index rejected_event_received_at on rejected_event (received_at);
