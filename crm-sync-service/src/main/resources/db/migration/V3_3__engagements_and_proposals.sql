-- Projects with clients.
create table engagement (
    id               uuid primary key,
    account_id       uuid        not null,
    proposal_id      uuid,
    name             text        not null,
    scope            text,
    status           text        not null,
    budget           numeric(15, 2),
    budget_currency  text,
    actuals          numeric(15, 2),
    actuals_currency text,
    starts_on        date,
    ends_on          date,
    renews_on        date,
    expands_on       date,
    team             jsonb       not null,
    milestones       jsonb       not null,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    version          bigint      not null default 0
);
create index engagement_newest on engagement (created_at desc, id desc);
create index engagement_of_account on engagement (account_id, created_at desc, id desc);

-- Offers, each with the newest of its revisions. What has expired is stored as sent.
create table proposal (
    id             uuid primary key,
    account_id     uuid        not null,
    opportunity_id uuid,
    status         text        not null check (status in ('DRAFT', 'SENT', 'ACCEPTED', 'DECLINED')),
    revision       int         not null,
    content        jsonb       not null,
    valid_until    date        not null,
    sent_at        timestamptz,
    decided_at     timestamptz,
    reason         text,
    engagement_id  uuid references engagement,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    version        bigint      not null default 0
);
create index proposal_newest on proposal (created_at desc, id desc);
create index proposal_of_account on proposal (account_id, created_at desc, id desc);
create index proposal_of_opportunity on proposal (opportunity_id) where opportunity_id is not null;

create table proposal_revision (
    id          uuid primary key,
    proposal_id uuid        not null references proposal,
    account_id  uuid        not null,
    revision    int         not null,
    content     jsonb       not null,
    created_at  timestamptz not null,
    author      text        not null,
    unique (proposal_id, revision)
);

-- What people changed about engagements and proposals, in plain sentences.
create table record_change (
    id         bigint generated always as identity primary key,
    record_id  uuid        not null,
    account_id uuid        not null,
    at         timestamptz not null,
    author     text        not null,
    text       text        not null
);
create index record_change_of on record_change (record_id, id);
