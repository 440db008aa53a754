-- Each source keeps its own word; nobody may be contacted while any says so.
ALTER TABLE suppressed_contact ADD COLUMN source text NOT NULL DEFAULT 'SUPPRESSION_LIST';
ALTER TABLE suppressed_contact DROP CONSTRAINT suppressed_contact_pkey;
ALTER TABLE suppressed_contact ADD PRIMARY KEY (person_id, source);
ALTER TABLE suppressed_contact ALTER COLUMN source DROP DEFAULT;
