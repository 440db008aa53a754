alter table relationship add column open_opportunity boolean not null default false;

-- Sales. What a CRM calls a stage stands beside ours; without it ours is what it is called.
create table opportunity (
    id                uuid primary key,
    account_id        uuid        not null,
    name              text        not null,
    stage             text        not null,
    stage_words       text,
    outcome           text        not null check (outcome in ('OPEN', 'WON', 'LOST')),
    amount            numeric(15, 2),
    currency          text,
    close_date        date,
    forecast_category text        not null,
    confirmed         jsonb       not null,
    close_reason      text,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    stage_since       timestamptz not null,
    closed_at         timestamptz,
    version           bigint      not null default 0,
    check ((outcome = 'OPEN') = (closed_at is null))
);
create index opportunity_newest on opportunity (created_at desc, id desc);
create index opportunity_of_account on opportunity (account_id, created_at desc, id desc);

create table opportunity_move (
    id             uuid primary key,
    opportunity_id uuid        not null references opportunity,
    account_id     uuid        not null,
    stage          text        not null,
    outcome        text        not null,
    at             timestamptz not null,
    author         text        not null,
    exception      text
);
create index opportunity_move_of on opportunity_move (opportunity_id, at);

create table stage_criteria (
    id         int primary key check (id = 1),
    criteria   jsonb       not null,
    changed_at timestamptz not null,
    version    bigint      not null default 0
);
insert into stage_criteria (id, changed_at, criteria) values (1, now(), '[
  {"stage": "DEMO", "key": "need", "text": "The need is stated in the words of the client", "check": "CONFIRMED"},
  {"stage": "DEMO", "key": "met", "text": "A meeting took place", "check": "MEETING"},
  {"stage": "TECHNICAL_EVALUATION", "key": "demo-held", "text": "They saw the demo and want to go on", "check": "CONFIRMED"},
  {"stage": "TECHNICAL_EVALUATION", "key": "evaluator", "text": "The technical evaluator is known", "check": "TECHNICAL_EVALUATOR"},
  {"stage": "BUSINESS_CASE", "key": "evaluation-passed", "text": "The evaluation met its criteria of success", "check": "CONFIRMED"},
  {"stage": "BUSINESS_CASE", "key": "champion", "text": "A champion is known", "check": "CHAMPION"},
  {"stage": "BUSINESS_CASE", "key": "amount", "text": "The amount is known", "check": "AMOUNT"},
  {"stage": "PROCUREMENT", "key": "economic-buyer", "text": "The economic buyer is known", "check": "ECONOMIC_BUYER"},
  {"stage": "PROCUREMENT", "key": "close-date", "text": "The close date is agreed", "check": "CLOSE_DATE"},
  {"stage": "CLOSE", "key": "terms-agreed", "text": "Terms and paper are agreed", "check": "CONFIRMED"}
]');

-- What people say of a stakeholder. What scoring says stands in its own table and never overwrites it.
create table stakeholder_profile (
    account_id    uuid        not null,
    person_id     uuid        not null,
    name          text,
    title         text,
    phone         text,
    decision_role text,
    influence     text,
    stance        text,
    seniority     text,
    reports_to    uuid,
    left_on       date,
    updated_at    timestamptz not null,
    version       bigint      not null default 0,
    primary key (account_id, person_id)
);

-- Somebody whom people met and neither form nor product knows.
alter table stakeholder drop constraint stakeholder_source_check;
alter table stakeholder add check (source in ('SIGNUP', 'USAGE', 'ADDED'));
