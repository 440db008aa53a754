-- What accounts are compared by. Filled from the events, so that nobody waits for it.
CREATE TABLE company_profile (
    account_id   uuid PRIMARY KEY,
    domain       text,
    company      text,
    name         text,
    country      text,
    first_met_at timestamptz NOT NULL,
    keys         text[] NOT NULL
);
CREATE INDEX company_profile_keys ON company_profile USING gin (keys);

CREATE TABLE match_suggestion (
    id              uuid PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('SAME_NAME', 'CLOSE_NAME', 'TYPO')),
    account_id      uuid NOT NULL,
    into_account_id uuid NOT NULL CHECK (into_account_id <> account_id),
    -- Set if the other is a mail provider and no company.
    mail_domain     text,
    status          text NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'ACCEPTED', 'DISMISSED')),
    merge_id        uuid,
    suggested_at    timestamptz NOT NULL,
    decided_by      text,
    decided_at      timestamptz,
    CHECK ((status = 'OPEN') = (decided_at IS NULL))
);
-- Whichever way round: what was decided once is not suggested again.
CREATE UNIQUE INDEX match_suggestion_pair ON match_suggestion
    (LEAST(account_id, into_account_id), GREATEST(account_id, into_account_id));
CREATE INDEX match_suggestion_status ON match_suggestion (status, id);
