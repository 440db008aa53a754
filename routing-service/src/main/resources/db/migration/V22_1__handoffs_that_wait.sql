-- What expired waits for a rep as what is queued does; of all that has ended nothing is read.
CREATE INDEX handoff_waits ON handoff (pool, opened_at, id) WHERE status IN ('QUEUED', 'EXPIRED');
DROP INDEX handoff_queue;
