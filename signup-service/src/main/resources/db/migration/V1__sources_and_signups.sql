CREATE TABLE source (
    id         uuid PRIMARY KEY,
    name       text NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('WEBSITE', 'APP', 'SERVER')),
    enabled    boolean NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE source_key (
    id         uuid PRIMARY KEY,
    source_id  uuid NOT NULL REFERENCES source,
    hash       text NOT NULL UNIQUE,
    hint       text NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX source_key_source ON source_key (source_id);

CREATE TABLE audit_entry (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL DEFAULT now(),
    actor        text NOT NULL,
    action       text NOT NULL,
    subject_type text NOT NULL,
    subject_id   uuid NOT NULL,
    before       jsonb,
    after        jsonb
);
CREATE INDEX audit_entry_subject ON audit_entry (subject_id, id);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_entry is append-only';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TABLE account (
    id           uuid PRIMARY KEY,
    domain       text UNIQUE,
    name         text NOT NULL,
    first_met_at timestamptz NOT NULL
);

CREATE TABLE person (
    id           uuid PRIMARY KEY,
    account_id   uuid NOT NULL REFERENCES account,
    email        text NOT NULL UNIQUE,
    name         text,
    role         text,
    first_met_at timestamptz NOT NULL
);
CREATE INDEX person_account ON person (account_id);

CREATE TABLE signup (
    id           uuid PRIMARY KEY,
    -- What makes two submissions the same one; the unique index is what decides between concurrent ones.
    fingerprint  bytea NOT NULL UNIQUE,
    source_id    uuid NOT NULL REFERENCES source,
    account_id   uuid NOT NULL REFERENCES account,
    person_id    uuid NOT NULL REFERENCES person,
    email        text NOT NULL,
    name         text,
    company      text,
    company_size text NOT NULL,
    role         text NOT NULL,
    use_case     text NOT NULL,
    country      text,
    talk_to_sales boolean NOT NULL,
    user_id      text,
    anonymous_id text,
    utm          jsonb NOT NULL,
    signed_up_at timestamptz NOT NULL,
    status       text NOT NULL DEFAULT 'PENDING',
    decision     jsonb,
    decided_at   timestamptz,
    CHECK (status = 'PENDING' AND decision IS NULL OR status = 'DECIDED' AND decision IS NOT NULL)
) WITH (fillfactor = 85);
CREATE INDEX signup_account ON signup (account_id, signed_up_at, id);
CREATE INDEX signup_latest ON signup (signed_up_at, id);
