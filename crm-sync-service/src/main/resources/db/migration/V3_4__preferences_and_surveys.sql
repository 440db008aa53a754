-- How people want to be dealt with.
create table contact_preference (
    account_id     uuid        not null,
    person_id      uuid        not null,
    channel        text,
    cadence_days   int check (cadence_days > 0),
    language       text,
    topics         jsonb       not null,
    do_not_contact boolean     not null default false,
    updated_at     timestamptz not null,
    version        bigint      not null default 0,
    primary key (account_id, person_id)
);
create index contact_preference_of_person on contact_preference (person_id) where do_not_contact;

-- Questions to clients, each answered once by a link.
create table survey (
    id            uuid primary key,
    account_id    uuid        not null,
    person_id     uuid        not null,
    kind          text        not null check (kind in ('NPS', 'CSAT')),
    engagement_id uuid references engagement,
    milestone_id  uuid,
    created_at    timestamptz not null,
    expires_at    timestamptz not null,
    answered_at   timestamptz,
    score         int,
    comment       text,
    version       bigint      not null default 0,
    check ((answered_at is null) = (score is null))
);
create index survey_of_account on survey (account_id, created_at desc, id desc);

-- What links are signed with; all instances share it.
create table survey_key (
    key bytea not null
);
insert into survey_key (key) values (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
