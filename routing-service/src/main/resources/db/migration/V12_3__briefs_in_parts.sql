-- The brief in its parts, beside the text; null of handoffs that are older.
ALTER TABLE handoff ADD COLUMN brief_facts jsonb;
