-- How a handoff goes on after it was accepted, and how it ends. It is open as long as it has not ended.
ALTER TABLE handoff
    ADD COLUMN hand_raiser  boolean NOT NULL DEFAULT false,
    ADD COLUMN signals      jsonb   NOT NULL DEFAULT '[]',
    ADD COLUMN worked_at    timestamptz,
    ADD COLUMN closed_at    timestamptz,
    ADD COLUMN outcome      text,
    ADD COLUMN close_reason text,
    ADD COLUMN rests_until  timestamptz,
    ADD CHECK ((status IN ('CONVERTED', 'RECYCLED', 'DECLINED')) = (closed_at IS NOT NULL));

DROP INDEX handoff_open_of_account;
CREATE UNIQUE INDEX handoff_open_of_account ON handoff (account_id) WHERE closed_at IS NULL;
CREATE INDEX handoff_resting ON handoff (account_id, rests_until) WHERE rests_until IS NOT NULL;

-- What happened to each handoff: when, who did it (tandem itself, or a person's email), why, and who has it since.
CREATE TABLE handoff_history (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    handoff_id  uuid        NOT NULL REFERENCES handoff,
    at          timestamptz NOT NULL,
    what        text        NOT NULL,
    who         text        NOT NULL,
    why         text,
    owner_name  text,
    owner_email text
);
CREATE INDEX handoff_history_of_handoff ON handoff_history (handoff_id, id);
