-- A person's id can be computed from the email, so what outlives an erasure is kept under a hash that needs this salt.
CREATE TABLE privacy_salt (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    salt     bytea NOT NULL
);
INSERT INTO privacy_salt (salt)
VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

CREATE FUNCTION person_hash(person uuid) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(salt || uuid_send(person)) FROM privacy_salt
$$;

CREATE TABLE consent (
    place       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id          uuid NOT NULL DEFAULT gen_random_uuid(),
    person_hash bytea NOT NULL,
    purpose     text NOT NULL,
    version     text NOT NULL,
    granted     boolean NOT NULL,
    given_at    timestamptz NOT NULL,
    source_id   uuid REFERENCES source,
    signup_id   uuid,
    actor       text,
    reason      text
);
CREATE INDEX consent_person ON consent (person_hash, place);

CREATE FUNCTION refuse_consent_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'consent is append-only';
END $$;
-- The reason is free text and may name people, so an erasure removes it.
CREATE TRIGGER consent_append_only BEFORE DELETE OR TRUNCATE OR UPDATE OF
    place, id, person_hash, purpose, version, granted, given_at, source_id, signup_id, actor ON consent
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_consent_change();

-- After an erasure only the hash is left, and with it the suppression.
CREATE TABLE suppression (
    place         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            uuid NOT NULL,
    person_hash   bytea NOT NULL UNIQUE,
    person_id     uuid,
    email         text,
    reason        text,
    suppressed_at timestamptz NOT NULL,
    suppressed_by text NOT NULL
);

CREATE TABLE privacy_request (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL CHECK (kind IN ('EXPORT', 'ERASE')),
    person_id    uuid NOT NULL,
    reason       text,
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL,
    completed_at timestamptz
);
CREATE INDEX privacy_request_latest ON privacy_request (requested_at, id);
CREATE INDEX privacy_request_person ON privacy_request (person_id);
CREATE INDEX privacy_request_open ON privacy_request (requested_at) WHERE completed_at IS NULL;

CREATE TABLE privacy_answer (
    request_id  uuid NOT NULL REFERENCES privacy_request,
    service     text NOT NULL,
    answered_at timestamptz,
    counts      jsonb,
    data        jsonb,
    PRIMARY KEY (request_id, service)
);
CREATE INDEX privacy_answer_with_data ON privacy_answer (request_id) WHERE data IS NOT NULL;

CREATE TABLE erased_person (
    person_id uuid PRIMARY KEY,
    erased_at timestamptz NOT NULL
);

-- Of an erased person's signup only what is no personal data is left.
ALTER TABLE signup ALTER COLUMN person_id DROP NOT NULL, ALTER COLUMN email DROP NOT NULL;
CREATE INDEX signup_person ON signup (person_id);
