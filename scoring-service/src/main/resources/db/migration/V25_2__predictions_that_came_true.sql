-- Accounts to which it has happened lately are shown no prediction any more, but count among those that arrived.
ALTER TABLE prediction ADD COLUMN happened boolean NOT NULL DEFAULT false;
