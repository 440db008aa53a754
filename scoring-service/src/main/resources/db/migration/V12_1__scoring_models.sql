CREATE TABLE scoring_model (
    version       int PRIMARY KEY CHECK (version > 0),
    status        text NOT NULL CHECK (status IN ('DRAFT', 'PREPARING', 'PUBLISHED', 'RETIRED')),
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
    CHECK ((status = 'DRAFT') = (published_by IS NULL)),
    CHECK ((status IN ('PUBLISHED', 'RETIRED')) = (published_at IS NOT NULL)),
    CHECK ((status = 'RETIRED') = (retired_at IS NOT NULL))
);
CREATE UNIQUE INDEX scoring_model_published ON scoring_model (status) WHERE status = 'PUBLISHED';
CREATE UNIQUE INDEX scoring_model_preparing ON scoring_model (status) WHERE status = 'PREPARING';

CREATE FUNCTION refuse_scoring_model_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published is immutable';
END $$;
CREATE TRIGGER scoring_model_immutable BEFORE UPDATE ON scoring_model
    FOR EACH ROW WHEN (OLD.status <> 'DRAFT' AND OLD.definition IS DISTINCT FROM NEW.definition)
    EXECUTE FUNCTION refuse_scoring_model_change();
CREATE TRIGGER scoring_model_kept BEFORE DELETE OR TRUNCATE ON scoring_model
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_scoring_model_change();

-- The one model by which everybody scores, and the one set of measures by which everybody counts. Changed only while
-- nobody counts or scores.
CREATE TABLE model_in_force (
    singular   boolean PRIMARY KEY DEFAULT true CHECK (singular),
    version    int REFERENCES scoring_model,
    generation int NOT NULL,
    -- Accounts up to this id have been scored by it; null when all have.
    renewed_to uuid
);
INSERT INTO model_in_force (generation) VALUES (0);

-- What is counted: from its generation on as events arrive, and before that by going through the raw calls once.
CREATE TABLE measure (
    id         text PRIMARY KEY COLLATE "C",
    definition jsonb NOT NULL,
    generation int   NOT NULL
);
CREATE INDEX measure_by_generation ON measure (generation);

-- How far the raw calls are gone through for the measures of a generation.
CREATE TABLE measure_filling (
    generation  int PRIMARY KEY,
    day         date        NOT NULL,
    source_id   uuid        NOT NULL,
    message_id  text        NOT NULL COLLATE "C",
    calls       bigint      NOT NULL DEFAULT 0,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz
);

-- The generation of measures for which a call was counted when it arrived.
ALTER TABLE tracked_event ADD COLUMN generation int NOT NULL DEFAULT 0;

-- On which days somebody did what is a step on the way to activation, and when first and last on that day.
CREATE TABLE step_day (
    user_key text        NOT NULL COLLATE "C",
    measure  text        NOT NULL COLLATE "C",
    day      date        NOT NULL,
    first_at timestamptz NOT NULL,
    last_at  timestamptz NOT NULL,
    PRIMARY KEY (user_key, measure, day)
);

INSERT INTO measure (id, definition, generation) VALUES
    ('c5f81354b08c6a50', '{"events": ["Plan Limit Reached"], "halfLifeDays": 14, "keep": ["limit", "plan"]}', 0),
    ('014d44981b086d35', '{"events": ["Feature Used"], "where": "has(event.properties.feature) && event.properties.feature in [''sso'', ''scim'', ''audit-log'', ''roles'', ''api-tokens'']", "halfLifeDays": 14, "keep": ["feature"]}', 0),
    ('a9c09cb2dfe44c2a', '{"events": ["Report Shared"], "halfLifeDays": 14, "keep": []}', 0),
    ('cc6ad1b8aa2f7daf', '{"events": ["Invite Sent"], "halfLifeDays": 14, "keep": []}', 0),
    ('2ae7188f6c529728', '{"events": ["Project Created"], "halfLifeDays": 14, "keep": []}', 0),
    ('8d9c04d91abf277b', '{"events": ["Feature Used"], "where": "!(has(event.properties.feature) && event.properties.feature in [''sso'', ''scim'', ''audit-log'', ''roles'', ''api-tokens''])", "halfLifeDays": 14, "keep": []}', 0),
    ('d68a3a48e03c620a', '{"events": ["Signed In"], "halfLifeDays": 14, "keep": []}', 0),
    ('ecd961949ded8db9', '{"events": [], "where": "!(event.name in [''Plan Limit Reached'', ''Feature Used'', ''Report Shared'', ''Invite Sent'', ''Project Created'', ''Signed In''])", "halfLifeDays": 14, "keep": []}', 0);
