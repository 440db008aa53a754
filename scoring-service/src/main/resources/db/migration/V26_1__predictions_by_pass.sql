-- Predictions are renewed in passes over all accounts that are spread over time, and at once where something is new.
-- walked_to: accounts up to this id have had their turn. changes_to: what has been new until then has been seen to.
CREATE TABLE prediction_pass (
    target     text        PRIMARY KEY,
    version    int         NOT NULL,
    first      boolean     NOT NULL,
    started_at timestamptz NOT NULL,
    walked_to  uuid        NOT NULL,
    changes_to timestamptz NOT NULL
);

ALTER TABLE account ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX account_by_creation ON account (created_at);
ALTER TABLE outcome_event ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX outcome_event_by_recording ON outcome_event (recorded_at);
CREATE INDEX past_outcome_by_recording ON past_outcome (recorded_at);
