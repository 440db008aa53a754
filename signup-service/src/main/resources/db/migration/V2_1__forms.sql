-- Version 0 of every source's form is the one that is shipped; it has no row.
CREATE TABLE form_version (
    source_id     uuid NOT NULL REFERENCES source,
    version       int NOT NULL CHECK (version > 0),
    status        text NOT NULL CHECK (status IN ('DRAFT', 'PUBLISHED', 'RETIRED')),
    -- Counts the changes of a draft, so that nobody overwrites what they have not seen.
    revision      int NOT NULL,
    definition    jsonb NOT NULL,
    created_by    text NOT NULL,
    created_at    timestamptz NOT NULL,
    changed_at    timestamptz NOT NULL,
    published_by  text,
    published_why text,
    published_at  timestamptz,
    retired_at    timestamptz,
    PRIMARY KEY (source_id, version),
    CHECK ((status = 'DRAFT') = (published_at IS NULL)),
    CHECK ((status = 'RETIRED') = (retired_at IS NOT NULL))
);
CREATE UNIQUE INDEX form_version_published ON form_version (source_id) WHERE status = 'PUBLISHED';

CREATE FUNCTION refuse_form_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published is immutable';
END $$;
CREATE TRIGGER form_version_immutable BEFORE UPDATE ON form_version
    FOR EACH ROW WHEN (OLD.status <> 'DRAFT' AND OLD.definition IS DISTINCT FROM NEW.definition)
    EXECUTE FUNCTION refuse_form_change();

-- All instances sign and read the same tokens. Another key makes those that are out worthless.
CREATE TABLE signing_key (
    key bytea NOT NULL
);
INSERT INTO signing_key (key) VALUES (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

-- An answer that is given again long after is a new signup; then the earlier one gives its fingerprint up.
ALTER TABLE signup ALTER COLUMN fingerprint DROP NOT NULL;

ALTER TABLE signup DROP CONSTRAINT signup_check;
ALTER TABLE signup ADD CONSTRAINT signup_status_check CHECK (
    status IN ('UNCONFIRMED', 'PENDING') AND decision IS NULL OR status = 'DECIDED' AND decision IS NOT NULL);

-- Signups whose address is confirmed by a link, the mail that brings it, and what is told once it is.
CREATE TABLE signup_confirmation (
    signup_id       uuid PRIMARY KEY REFERENCES signup,
    email           text NOT NULL,
    event           jsonb,
    expires_at      timestamptz NOT NULL,
    confirmed_at    timestamptz,
    attempts        int NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    last_error      text,
    sent_at         timestamptz
);
CREATE INDEX signup_confirmation_to_send ON signup_confirmation (next_attempt_at)
    WHERE sent_at IS NULL AND confirmed_at IS NULL;

-- What sprang a trap. Whoever sent it was answered as if it were accepted.
CREATE TABLE refused_signup (
    id          uuid PRIMARY KEY,
    source_id   uuid NOT NULL REFERENCES source,
    account_id  uuid NOT NULL,
    person_id   uuid NOT NULL,
    cause       text NOT NULL,
    unconfirmed boolean NOT NULL,
    request     jsonb NOT NULL,
    refused_at  timestamptz NOT NULL,
    released_at timestamptz,
    released_by text,
    signup_id   uuid
);
CREATE INDEX refused_signup_latest ON refused_signup (source_id, refused_at, id);
CREATE INDEX refused_signup_person ON refused_signup (person_id);
CREATE INDEX refused_signup_by_age ON refused_signup (refused_at);
