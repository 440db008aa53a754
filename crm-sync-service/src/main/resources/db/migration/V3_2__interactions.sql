-- What is known of an interaction beyond its entry on the timeline.
create table interaction (
    id                uuid primary key references timeline_entry,
    account_id        uuid not null,
    direction         text check (direction in ('IN', 'OUT')),
    outcome           text,
    next_step         text,
    next_step_due     date,
    next_step_done_at timestamptz
);
create index interaction_of_account on interaction (account_id);

create table interaction_participant (
    interaction_id uuid not null references interaction,
    person_id      uuid not null,
    primary key (interaction_id, person_id)
);
create index interaction_of_person on interaction_participant (person_id);

-- The search over all accounts.
create index interaction_newest on timeline_entry (at desc, event_id desc)
    where kind in ('MEETING', 'CALL', 'EMAIL', 'NOTE');
