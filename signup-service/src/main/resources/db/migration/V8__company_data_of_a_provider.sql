-- What is known of a company comes from the uploaded table and, where that is silent, from a provider.
ALTER TABLE company DROP CONSTRAINT company_check;
ALTER TABLE company RENAME COLUMN firmographics TO uploaded;
ALTER TABLE company ADD COLUMN provided jsonb;
ALTER TABLE company ADD COLUMN firmographics jsonb GENERATED ALWAYS AS (
    CASE
        WHEN provided IS NULL THEN uploaded
        WHEN uploaded IS NULL THEN provided
        ELSE jsonb_set(provided || jsonb_strip_nulls(uploaded), '{provenance}',
                       (provided -> 'provenance') || (uploaded -> 'provenance'))
    END) STORED;
ALTER TABLE company ADD CHECK (firmographics IS NOT NULL OR due_at IS NOT NULL);

-- Which companies the provider is or was asked for. An answer, also that it knows nothing, is good until it expires.
CREATE TABLE company_lookup (
    domain     text COLLATE "C" PRIMARY KEY,
    -- When to ask; null if there is nothing to ask at present.
    due_at     timestamptz,
    attempts   int NOT NULL DEFAULT 0,
    asked_at   timestamptz,
    expires_at timestamptz,
    known      boolean,
    last_error text,
    CHECK (due_at IS NOT NULL OR expires_at IS NOT NULL)
) WITH (fillfactor = 85);
CREATE INDEX company_lookup_due ON company_lookup (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX company_lookup_asked ON company_lookup (asked_at);
