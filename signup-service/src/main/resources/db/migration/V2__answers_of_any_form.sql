ALTER TABLE source DROP CONSTRAINT source_kind_check;
ALTER TABLE source ADD CONSTRAINT source_kind_check CHECK (kind IN (
    'WEBSITE', 'APP', 'SERVER', 'NEWSLETTER', 'COMMUNITY', 'REPOSITORY', 'GATED_DOCUMENT'));

-- What a form does not ask is not known.
ALTER TABLE signup
    ALTER COLUMN company_size DROP NOT NULL,
    ALTER COLUMN role DROP NOT NULL,
    ALTER COLUMN use_case DROP NOT NULL,
    ADD COLUMN custom jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN do_not_lead_with_sales boolean NOT NULL DEFAULT false,
    ADD COLUMN form_version int;
