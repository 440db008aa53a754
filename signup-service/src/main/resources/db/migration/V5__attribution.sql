-- Visits that came from somewhere, of a browser or, where it has no id, of the person who told them with a signup.
CREATE TABLE touch (
    -- Derived from what it says, so that it is stored once however often it is told.
    id           uuid PRIMARY KEY,
    anonymous_id text,
    person_id    uuid,
    source_id    uuid NOT NULL,
    at           timestamptz NOT NULL,
    landing_page text,
    referrer     text,
    utm          jsonb NOT NULL,
    click_ids    jsonb NOT NULL,
    CHECK ((anonymous_id IS NULL) <> (person_id IS NULL))
);
CREATE INDEX touch_visitor ON touch (anonymous_id, at) WHERE anonymous_id IS NOT NULL;
CREATE INDEX touch_person ON touch (person_id, at) WHERE person_id IS NOT NULL;
CREATE INDEX touch_age ON touch (at);

ALTER TABLE signup ADD COLUMN self_reported text;
CREATE INDEX signup_visitor ON signup (anonymous_id) WHERE anonymous_id IS NOT NULL;
