-- How far Keycloak knows each rep. Whoever is active there as here needs nothing.
CREATE TABLE rep_login (
    rep_id   uuid PRIMARY KEY REFERENCES rep,
    user_id  text,
    active   boolean,
    problem  text,
    attempts int         NOT NULL DEFAULT 0,
    next_at  timestamptz NOT NULL
);
