-- Every signup, because what a person or an account said last is worked out from all of them.
CREATE TABLE signup (
    signup_id    uuid PRIMARY KEY,
    account_id   uuid        NOT NULL,
    person       text        NOT NULL COLLATE "C",
    account_name text        NOT NULL,
    answers      jsonb       NOT NULL,
    do_not_lead  boolean     NOT NULL,
    signed_up_at timestamptz NOT NULL
);
CREATE INDEX signup_by_account ON signup (account_id, signed_up_at DESC, signup_id DESC);
CREATE INDEX signup_by_person ON signup (person, do_not_lead);

INSERT INTO signup
SELECT signup_id, id, 'e:' || (signup ->> 'email'), coalesce(signup_name, label), signup, false, signed_up_at
FROM account WHERE signup_id IS NOT NULL;

ALTER TABLE account
    DROP COLUMN signup,
    DROP COLUMN signup_id,
    DROP COLUMN signup_name,
    DROP COLUMN signed_up_at,
    ADD COLUMN signed_up boolean NOT NULL DEFAULT false,
    ALTER COLUMN label DROP NOT NULL;
UPDATE account a SET signed_up = true WHERE EXISTS (SELECT FROM signup s WHERE s.account_id = a.id);

-- What is known of a company from elsewhere than its people.
CREATE TABLE firmographics (
    account_id  uuid PRIMARY KEY,
    facts       jsonb       NOT NULL,
    enriched_at timestamptz NOT NULL
);

-- Accounts that were made part of another. into_id is what was said last, null once they stand for themselves again;
-- root_id follows from all of these: where the chain ends, null for what ends one.
CREATE TABLE account_link (
    account_id uuid PRIMARY KEY,
    into_id    uuid,
    root_id    uuid,
    changed_at timestamptz NOT NULL
);
CREATE INDEX account_link_by_target ON account_link (into_id) WHERE into_id IS NOT NULL;
CREATE INDEX account_link_by_root ON account_link (root_id) WHERE root_id IS NOT NULL;

-- What admins said of domains. Kept from domains.v1.
CREATE TABLE domain_kind (
    domain        text PRIMARY KEY,
    kind          text,
    classified_at timestamptz NOT NULL
);

-- Hashes of the keys of erased people: whatever was stated or done before then stays forgotten when it comes late.
CREATE TABLE erased_key (
    key_hash  bytea PRIMARY KEY,
    erased_at timestamptz NOT NULL
);

-- By which an erasure finds what it has to remove.
CREATE INDEX tracked_event_by_user ON tracked_event (user_key);
CREATE INDEX identity_fact_by_email ON identity_fact (value) WHERE kind = 'EMAIL';
