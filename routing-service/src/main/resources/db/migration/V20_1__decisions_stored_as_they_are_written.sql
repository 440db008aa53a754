-- A decision is written once and hardly ever read. As jsonb it was taken apart and put together again, and compressed,
-- which took PostgreSQL twice as long as all the rest of storing it. Out of the row, because simulations read the rows.
ALTER TABLE decision
    ALTER COLUMN inputs TYPE json,
    ALTER COLUMN outcome TYPE json,
    ALTER COLUMN pool_state TYPE json,
    ALTER COLUMN inputs SET STORAGE EXTERNAL,
    ALTER COLUMN outcome SET STORAGE EXTERNAL,
    ALTER COLUMN pool_state SET STORAGE EXTERNAL,
    SET (toast_tuple_target = 512);

-- All handoffs of an account, whatever became of them: every handoff that begins asks for those before.
CREATE INDEX handoff_of_account ON handoff (account_id, opened_at, id);
DROP INDEX handoff_resting;

-- Of all handoffs, so that one index alone is about those that are open: as long as the table looks empty, reading through
-- another such index looks as cheap as finding one account's handoff by its own.
DROP INDEX handoff_by_due;
CREATE INDEX handoff_by_due ON handoff (due_at, id);
