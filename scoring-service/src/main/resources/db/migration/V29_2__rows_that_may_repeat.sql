-- Rows of an import that nobody can tell from rows imported before, since that is longer ago than calls are kept.
ALTER TABLE event_import ADD COLUMN may_repeat bigint NOT NULL DEFAULT 0;
