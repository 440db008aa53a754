-- What users did, by day: a row for a user and 28 days, counted from 1970-01-01, so that months cost few rows to read.
CREATE TABLE usage_days (
    user_key text  NOT NULL COLLATE "C",
    block    int   NOT NULL,
    events   int[] NOT NULL,
    PRIMARY KEY (user_key, block)
) WITH (fillfactor = 80);
CREATE INDEX usage_days_by_block ON usage_days (block);

-- Events that signals look for. Of a watch that needs only the first the day is 1970-01-01.
CREATE TABLE watched_day (
    user_key     text        NOT NULL COLLATE "C",
    watch        text        NOT NULL COLLATE "C",
    day          date        NOT NULL,
    thing        text        NOT NULL COLLATE "C",
    events       bigint      NOT NULL,
    first_at     timestamptz NOT NULL,
    first_by     text        NOT NULL COLLATE "C",
    first_detail jsonb       NOT NULL,
    last_at      timestamptz NOT NULL,
    last_by      text        NOT NULL COLLATE "C",
    last_detail  jsonb       NOT NULL,
    PRIMARY KEY (user_key, watch, day, thing)
) WITH (fillfactor = 80);
CREATE INDEX watched_day_by_day ON watched_day (day);

-- Every time that a signal was in force, with what showed it first and last.
CREATE TABLE signal_episode (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id     uuid        NOT NULL REFERENCES account,
    name           text        NOT NULL,
    started_at     timestamptz NOT NULL,
    ended_at       timestamptz,
    withdrawn      boolean     NOT NULL,
    silenced       boolean     NOT NULL,
    told           boolean     NOT NULL,
    fired_reason   text        NOT NULL,
    fired_evidence jsonb       NOT NULL,
    reason         text        NOT NULL,
    evidence       jsonb       NOT NULL
);
CREATE INDEX signal_episode_by_account ON signal_episode (account_id, name);
CREATE INDEX signal_episode_by_time ON signal_episode (started_at DESC, id DESC);
CREATE INDEX signal_episode_silenced ON signal_episode (account_id) WHERE silenced AND ended_at IS NULL;

INSERT INTO signal_episode (
    account_id, name, started_at, withdrawn, silenced, told, fired_reason, fired_evidence, reason, evidence)
SELECT account_id, name, fired_at, false, false, true, reason, evidence, reason, evidence FROM signal;
DROP TABLE signal;

-- The signals in force that others may hear of.
CREATE VIEW signal AS
SELECT account_id, name, started_at AS fired_at, reason, evidence
FROM signal_episode WHERE ended_at IS NULL AND NOT withdrawn AND NOT silenced;

-- Signals that nobody is to hear of; of an account or, where that is null, of all. Lifting one keeps the row.
CREATE TABLE signal_silence (
    id         uuid PRIMARY KEY,
    account_id uuid,
    signal     text        NOT NULL,
    until      timestamptz,
    reason     text        NOT NULL,
    created_by text        NOT NULL,
    created_at timestamptz NOT NULL,
    lifted_by  text,
    lifted_at  timestamptz
);
CREATE INDEX signal_silence_by_time ON signal_silence (created_at DESC, id DESC);

-- How much each account did within so many days when its signals were looked at last, and what cohorts make of it.
CREATE TABLE cohort_member (
    account_id  uuid   NOT NULL REFERENCES account,
    days        int    NOT NULL,
    cohort      text   NOT NULL,
    events      bigint NOT NULL,
    measured_on date   NOT NULL,
    PRIMARY KEY (account_id, days)
) WITH (fillfactor = 80);
CREATE TABLE cohort_percentile (
    day        date             NOT NULL,
    cohort     text             NOT NULL,
    days       int              NOT NULL,
    percentile int              NOT NULL,
    events     double precision NOT NULL,
    accounts   int              NOT NULL,
    PRIMARY KEY (day, cohort, days, percentile)
);

-- When the signals of an account are to be looked at again: soon after usage, else when the day has changed.
ALTER TABLE account ADD COLUMN signals_due_at timestamptz DEFAULT now();
CREATE INDEX account_by_signals_due ON account (signals_due_at) WHERE signals_due_at IS NOT NULL;
ALTER TABLE account ALTER COLUMN signals_due_at DROP DEFAULT;

-- Accounts whose signals are looked at when they are scored next: somebody became known or left, or did what is watched.
CREATE TABLE signal_waiting (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id uuid NOT NULL
);
CREATE INDEX signal_waiting_by_account ON signal_waiting (account_id);
