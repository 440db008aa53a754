-- What a handoff that waits in the queue asks of a rep; null for nothing.
ALTER TABLE handoff ADD COLUMN needs jsonb;
