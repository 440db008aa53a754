-- What scoring says of an account. Written by the scores consumer alone and the relationship by the routes consumer
-- alone, so that the order between the two topics cannot matter.
create table account (
    account_id  uuid primary key,
    domain      text,
    name        text,
    score_total double precision not null,
    grade       text             not null,
    scored_at   timestamptz      not null
);

create table stakeholder (
    account_id uuid        not null,
    person_id  uuid        not null,
    name       text,
    email      text,
    role       text,
    source     text        not null check (source in ('SIGNUP', 'USAGE')),
    seen_at    timestamptz not null,
    primary key (account_id, person_id)
);

-- One row for every routed account; it is a relationship once `since` is set.
create table relationship (
    account_id         uuid primary key,
    motion             text,
    motion_at          timestamptz,
    owner_id           uuid,
    owner_name         text,
    owner_email        text,
    owner_at           timestamptz,
    owner_set_by_human boolean not null default false,
    stage              text    not null default 'PROSPECT' check (stage in ('PROSPECT', 'CUSTOMER', 'FORMER')),
    since              timestamptz,
    updated_at         timestamptz,
    version            bigint  not null default 0
);
create index relationship_newest on relationship (since desc, account_id desc) where since is not null;
create index relationship_of_owner on relationship (lower(owner_email), since desc, account_id desc)
    where since is not null;

create table handoff (
    handoff_id  uuid primary key,
    account_id  uuid not null,
    decision_id uuid,
    motion      text,
    owner_id    uuid,
    owner_name  text,
    owner_email text,
    owner_at    timestamptz,
    reasons     jsonb,
    brief       text,
    opened_at   timestamptz,
    due_at      timestamptz,
    accepted_at timestamptz
);
create index handoff_of_account on handoff (account_id, opened_at desc nulls last);

-- Kept from the first event of an account on, also before people serve it.
create table timeline_entry (
    event_id   uuid primary key,
    account_id uuid        not null,
    kind       text        not null,
    at         timestamptz not null,
    text       text        not null,
    author     text,
    private    boolean     not null default false,
    check (not private or author is not null)
);
create index timeline_newest on timeline_entry (account_id, at desc, event_id desc);

create table audit_entry (
    id      uuid primary key,
    at      timestamptz not null default now(),
    actor   text        not null,
    action  text        not null,
    subject uuid        not null,
    before  jsonb,
    after   jsonb
);
create index audit_of_subject on audit_entry (subject, at);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit entries are never changed';
end
$$;
create trigger audit_is_append_only before update or delete or truncate on audit_entry
    for each statement execute function refuse_change();
