-- When each mail was asked for: a mailbox gets five an hour at most, whichever forms and instances were asked.
ALTER TABLE signup_confirmation ADD COLUMN asked timestamptz[] NOT NULL DEFAULT '{}';
-- Instances of the version before know nothing of it.
ALTER TABLE signup_confirmation ALTER COLUMN asked SET DEFAULT ARRAY[now()];
