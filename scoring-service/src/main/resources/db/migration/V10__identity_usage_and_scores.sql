-- Raw facts, one row per call of an SDK. Partitions by day are made and dropped by the service.
CREATE TABLE tracked_event (
    received_on date        NOT NULL,
    source_id   uuid        NOT NULL,
    message_id  text        NOT NULL COLLATE "C",
    type        text        NOT NULL,
    event       text,
    user_key    text        NOT NULL COLLATE "C",
    happened_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    properties  jsonb,
    PRIMARY KEY (source_id, message_id, received_on)
) PARTITION BY RANGE (received_on);

-- Users (u:), anonymous ids (a:), emails of signups (e:) and groups (g:). What is derived of a group stays empty.
CREATE TABLE identity (
    key           text PRIMARY KEY COLLATE "C",
    canonical     text   NOT NULL COLLATE "C",
    person        text   NOT NULL COLLATE "C",
    email         text,
    name          text,
    role          text,
    account_id    uuid,
    events        bigint NOT NULL,
    first_seen_at timestamptz,
    last_seen_at  timestamptz
) WITH (fillfactor = 80);
CREATE INDEX identity_by_account ON identity (account_id) WHERE account_id IS NOT NULL;

CREATE TABLE identity_fact (
    subject   text        NOT NULL COLLATE "C",
    kind      text        NOT NULL COLLATE "C",
    value     text        NOT NULL COLLATE "C",
    stated_at timestamptz NOT NULL,
    stated_by text        NOT NULL COLLATE "C",
    PRIMARY KEY (subject, kind)
);
CREATE INDEX identity_fact_by_link ON identity_fact (value) WHERE kind IN ('SAME_AS', 'GROUP');

-- Sums per user, so that whoever moves to another account takes their usage along exactly.
CREATE TABLE usage_sum (
    user_key     text        NOT NULL COLLATE "C",
    rule         text        NOT NULL COLLATE "C",
    events       bigint      NOT NULL,
    weights      numeric     NOT NULL,
    last_at      timestamptz NOT NULL,
    first_at     timestamptz NOT NULL,
    first_by     text        NOT NULL COLLATE "C",
    first_detail jsonb       NOT NULL,
    PRIMARY KEY (user_key, rule)
) WITH (fillfactor = 80);

CREATE TABLE account (
    id             uuid PRIMARY KEY,
    domain         text,
    label          text          NOT NULL,
    signup         jsonb,
    signup_id      uuid,
    signup_name    text,
    signed_up_at   timestamptz,
    activated_at   timestamptz,
    activation_told boolean      NOT NULL DEFAULT false,
    total          numeric(5, 2) NOT NULL DEFAULT 0,
    engagement     numeric(5, 2) NOT NULL DEFAULT 0,
    grade          text,
    people         int           NOT NULL DEFAULT 0,
    scored_at      timestamptz,
    told_total     numeric(5, 2),
    told_grade     text,
    told_people    int
) WITH (fillfactor = 80);
CREATE INDEX account_by_total ON account (total DESC, id);
CREATE INDEX account_by_domain ON account (domain);
CREATE INDEX account_by_age_of_score ON account (scored_at) WHERE engagement > 0;

-- Signals in force.
CREATE TABLE signal (
    account_id uuid        NOT NULL REFERENCES account,
    name       text        NOT NULL,
    fired_at   timestamptz NOT NULL,
    reason     text        NOT NULL,
    evidence   jsonb       NOT NULL,
    PRIMARY KEY (account_id, name)
);
CREATE INDEX signal_by_time ON signal (fired_at DESC, account_id, name);
