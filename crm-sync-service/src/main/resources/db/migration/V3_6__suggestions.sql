-- Next steps that wait for the owner's yes, one for each occasion.
create table suggestion (
    id         uuid primary key,
    account_id uuid        not null,
    kind       text        not null,
    occasion   text        not null,
    text       text        not null,
    person_id  uuid,
    due_on     date,
    status     text        not null check (status in ('OPEN', 'ACCEPTED', 'DISMISSED', 'WITHDRAWN')),
    created_at timestamptz not null,
    decided_at timestamptz,
    decided_by text,
    reason     text,
    version    bigint      not null default 0,
    unique (account_id, occasion)
);
create index suggestion_newest on suggestion (status, created_at desc, id desc);
