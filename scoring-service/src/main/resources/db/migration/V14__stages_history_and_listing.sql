-- earned_stage is where the score led last, on which depends where it leads next; told_stage is what was published.
ALTER TABLE account
    ADD COLUMN earned_stage text NOT NULL DEFAULT 'NONE',
    ADD COLUMN told_stage text NOT NULL DEFAULT 'NONE',
    ADD COLUMN stage_reason text,
    ADD COLUMN staged_at timestamptz,
    ADD COLUMN listed_at timestamptz;

-- People who are at a stage, and of which account they were when they were scored last.
CREATE TABLE person_stage (
    person     text PRIMARY KEY COLLATE "C",
    account_id uuid        NOT NULL,
    stage      text        NOT NULL,
    reason     text        NOT NULL,
    staged_at  timestamptz NOT NULL
);
CREATE INDEX person_stage_by_account ON person_stage (account_id);

-- By which it is found who asked for sales.
CREATE INDEX signup_asking_for_sales ON signup (account_id, signed_up_at) WHERE answers ->> 'talkToSales' = 'true';

-- What people set by hand.
CREATE TABLE account_override (
    account_id uuid        NOT NULL,
    kind       text        NOT NULL,
    value      text        NOT NULL,
    reason     text        NOT NULL,
    set_by     text        NOT NULL,
    set_at     timestamptz NOT NULL,
    PRIMARY KEY (account_id, kind)
);

-- What salespeople did. Kept from relationships.v1.
CREATE TABLE relationship (
    account_id  uuid PRIMARY KEY,
    owner_name  text,
    owner_email text,
    changed_at  timestamptz,
    declined_at timestamptz,
    accepted_at timestamptz
);

-- Scores over time: of each hour in which a change was told, the last.
CREATE TABLE score_point (
    account_id uuid          NOT NULL,
    at         timestamptz   NOT NULL,
    total      numeric(5, 2) NOT NULL,
    fit        numeric(5, 2) NOT NULL,
    engagement numeric(5, 2) NOT NULL,
    grade      text          NOT NULL,
    stage      text          NOT NULL,
    PRIMARY KEY (account_id, at)
);
CREATE INDEX score_point_by_time ON score_point (at);

-- What changed at accounts, for their timelines. What is said of a person names them in the column alone.
CREATE TABLE account_change (
    account_id uuid        NOT NULL,
    at         timestamptz NOT NULL,
    id         uuid        NOT NULL,
    kind       text        NOT NULL,
    person     text COLLATE "C",
    text       text        NOT NULL,
    PRIMARY KEY (account_id, at, id)
);
CREATE INDEX account_change_by_person ON account_change (person) WHERE person IS NOT NULL;

-- The accounts that are listed, as they were when a change was told or ten minutes ago. Apart from account, because an
-- index on what every event changes would be written with every event.
CREATE TABLE account_listing (
    account_id   uuid PRIMARY KEY,
    name         text          NOT NULL,
    domain       text,
    total        numeric(5, 2) NOT NULL,
    engagement   numeric(5, 2) NOT NULL,
    change       numeric(5, 2) NOT NULL,
    grade        text          NOT NULL,
    stage        text          NOT NULL,
    signals      text[]        NOT NULL,
    company_size text,
    country      text,
    owned        boolean       NOT NULL,
    last_seen_at timestamptz   NOT NULL,
    activated_at timestamptz,
    due_at       timestamptz
) WITH (fillfactor = 80);
CREATE INDEX account_listing_by_total ON account_listing (total DESC, account_id);
CREATE INDEX account_listing_by_engagement ON account_listing (engagement DESC, account_id);
CREATE INDEX account_listing_by_change ON account_listing (change DESC, account_id);
CREATE INDEX account_listing_by_last_seen ON account_listing (last_seen_at DESC, account_id);
CREATE INDEX account_listing_by_name ON account_listing (name, account_id);
CREATE INDEX account_listing_by_signal ON account_listing USING gin (signals);
CREATE INDEX account_listing_by_due ON account_listing (due_at) WHERE due_at IS NOT NULL;

INSERT INTO account_listing
SELECT a.id, coalesce(a.label, a.id::text), a.domain, a.total, a.engagement, 0, a.grade, 'NONE',
    ARRAY(SELECT s.name FROM signal s WHERE s.account_id = a.id ORDER BY 1), NULL, NULL, false,
    'epoch', a.activated_at, now()
FROM account a WHERE (a.people > 0 OR a.signed_up) AND a.grade IS NOT NULL;

DROP INDEX account_by_total;
DROP INDEX account_by_age_of_score;
