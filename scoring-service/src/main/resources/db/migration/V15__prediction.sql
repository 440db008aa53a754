-- What became of past accounts, as uploaded. late: fields that were known only after as_of, by the row's own word.
CREATE TABLE past_outcome (
    account_id  uuid        NOT NULL,
    target      text        NOT NULL,
    known_at    timestamptz NOT NULL,
    as_of       timestamptz NOT NULL,
    happened    boolean     NOT NULL,
    rule_score  double precision,
    facts       jsonb       NOT NULL,
    late        text[]      NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, target, known_at)
);

-- What was uploaded of accounts of which the outcome is still open.
CREATE TABLE account_fact (
    account_id uuid PRIMARY KEY,
    as_of      timestamptz NOT NULL,
    facts      jsonb       NOT NULL
);

-- Events that say what became of an account. Whose account it is follows from who sent it, as with usage; account_id
-- is for those who were erased.
CREATE TABLE outcome_event (
    id          uuid PRIMARY KEY,
    target      text        NOT NULL,
    user_key    text COLLATE "C",
    account_id  uuid,
    happened_at timestamptz NOT NULL
);
CREATE INDEX outcome_event_by_user ON outcome_event (user_key) WHERE user_key IS NOT NULL;
CREATE INDEX outcome_event_by_account ON outcome_event (account_id) WHERE account_id IS NOT NULL;

-- Accounts as they were, so that what is learnt later knows no more than was known then. Numbers and bands only.
CREATE TABLE feature_snapshot (
    account_id uuid             NOT NULL,
    as_of      timestamptz      NOT NULL,
    rule_score double precision NOT NULL,
    facts      jsonb            NOT NULL,
    PRIMARY KEY (account_id, as_of)
);
CREATE INDEX feature_snapshot_by_time ON feature_snapshot USING brin (as_of);

-- training_rows: what the model was made from, without names, as gzipped lines of JSON. changes: who put it to use or
-- out of use, and why.
CREATE TABLE prediction_model (
    version       int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    target        text        NOT NULL,
    status        text        NOT NULL,
    progress      int         NOT NULL DEFAULT 0,
    requested_by  text        NOT NULL,
    requested_at  timestamptz NOT NULL,
    reason        text        NOT NULL,
    allowed       text[]      NOT NULL,
    claimed_until timestamptz,
    finished_at   timestamptz,
    failure       text,
    provenance    jsonb,
    report        jsonb,
    predictor     jsonb,
    training_rows bytea,
    changes       jsonb       NOT NULL DEFAULT '[]'
);
CREATE UNIQUE INDEX prediction_model_active ON prediction_model (target) WHERE status = 'ACTIVE';
CREATE INDEX prediction_model_waiting ON prediction_model (version) WHERE status IN ('QUEUED', 'TRAINING');

CREATE TABLE prediction (
    account_id       uuid             NOT NULL,
    target           text             NOT NULL,
    version          int              NOT NULL,
    probability      double precision NOT NULL,
    average_log_odds double precision NOT NULL,
    reasons          jsonb            NOT NULL,
    arrived_at       timestamptz,
    predicted_at     timestamptz      NOT NULL,
    PRIMARY KEY (account_id, target)
);
CREATE INDEX prediction_by_probability ON prediction (target, probability DESC, account_id);
CREATE INDEX prediction_by_arrival ON prediction (target, arrived_at);
