-- What was said on the form, until the signup counts and it becomes part of the person's history.
ALTER TABLE signup ADD COLUMN consents jsonb;
