-- What a decision was made from and what it was, in one value: the texts of the three that there were, one after the other,
-- see StoredDecisions. PostgreSQL takes bytes as they are, and one value out of the row where there were three or four.
ALTER TABLE decision ALTER COLUMN outcome DROP NOT NULL;
ALTER TABLE decision
    ALTER COLUMN inputs TYPE bytea
        USING convert_to(concat('[', inputs, ',', outcome, ',', coalesce(pool_state::text, 'null'), ']'), 'UTF8'),
    ALTER COLUMN outcome TYPE bytea USING NULL,
    ALTER COLUMN pool_state TYPE bytea USING NULL;
ALTER TABLE decision DROP COLUMN outcome, DROP COLUMN pool_state;
ALTER TABLE decision RENAME COLUMN inputs TO content;
-- Decisions of before are compressed now; those to come are not.
ALTER TABLE decision ALTER COLUMN content SET STORAGE EXTERNAL;
