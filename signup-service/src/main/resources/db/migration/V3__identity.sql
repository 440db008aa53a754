-- What admins said of domains; it goes before the shipped lists.
CREATE TABLE domain_override (
    domain        text COLLATE "C" PRIMARY KEY,
    kind          text NOT NULL CHECK (kind IN ('COMPANY', 'FREE_MAIL', 'DISPOSABLE', 'SUFFIX')),
    reason        text NOT NULL,
    classified_by text NOT NULL,
    classified_at timestamptz NOT NULL
);

-- A link, not a rewriting: both accounts keep what is theirs. Neither needs to have been met.
CREATE TABLE account_merge (
    id              uuid PRIMARY KEY,
    account_id      uuid NOT NULL UNIQUE,
    into_account_id uuid NOT NULL CHECK (into_account_id <> account_id),
    reason          text NOT NULL,
    merged_by       text NOT NULL,
    merged_at       timestamptz NOT NULL
);
CREATE INDEX account_merge_into ON account_merge (into_account_id);
