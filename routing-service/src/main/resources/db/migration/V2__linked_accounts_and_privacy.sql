-- Which account is part of which other; without the other it stands for itself again. The newest that was told counts.
CREATE TABLE account_link (
    account_id      uuid PRIMARY KEY,
    into_account_id uuid,
    changed_at      timestamptz NOT NULL
);
CREATE INDEX account_link_into ON account_link (into_account_id) WHERE into_account_id IS NOT NULL;

-- The account at the end of the links of each account that is part of another: what decisions read.
CREATE TABLE account_root (
    account_id uuid PRIMARY KEY,
    root_id    uuid NOT NULL
);
CREATE INDEX account_root_members ON account_root (root_id);

-- Who is not to be contacted, and who may be again. No name and no address.
CREATE TABLE suppressed_contact (
    person_id  uuid PRIMARY KEY,
    suppressed boolean     NOT NULL,
    changed_at timestamptz NOT NULL
);

-- Whom an admin had erased, so that what is still on its way from before does not bring them back.
CREATE TABLE erased_person (
    person_id    uuid PRIMARY KEY,
    requested_at timestamptz NOT NULL
);

-- Since when a decision lacks what it knew of a person; null while it is whole.
ALTER TABLE decision ADD COLUMN redacted_at timestamptz;
