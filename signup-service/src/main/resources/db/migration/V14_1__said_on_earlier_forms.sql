-- What the person said on earlier forms and this one did not ask, so that the next form need not ask it either.
ALTER TABLE signup ADD COLUMN said_before jsonb NOT NULL DEFAULT '{}';
