-- Who takes which share of a pool's work. The pools of the motions were lists in the reps' rows before.
CREATE TABLE pool_member (
    pool   text NOT NULL REFERENCES pool,
    rep_id uuid NOT NULL REFERENCES rep,
    weight int CHECK (weight > 0),
    PRIMARY KEY (pool, rep_id)
);
INSERT INTO pool_member (pool, rep_id)
SELECT motion, rep.id FROM rep, unnest(string_to_array(rep.motions, ',')) AS motion
WHERE motion IN (SELECT name FROM pool);

ALTER TABLE rep
    DROP COLUMN motions,
    ADD COLUMN role          text   NOT NULL DEFAULT 'AE',
    ADD COLUMN skills        text[] NOT NULL DEFAULT '{}',
    ADD COLUMN languages     text[] NOT NULL DEFAULT '{}',
    ADD COLUMN working_hours jsonb;

-- A pool that has a successor is retired: what is sent to it goes there.
ALTER TABLE pool
    ADD COLUMN description   text NOT NULL DEFAULT '',
    ADD COLUMN role          text,
    ADD COLUMN after_hours   text NOT NULL DEFAULT 'QUEUE',
    ADD COLUMN working_hours jsonb,
    ADD COLUMN successor     text REFERENCES pool;

CREATE TABLE rep_absence (
    id       uuid PRIMARY KEY,
    rep_id   uuid NOT NULL REFERENCES rep,
    from_day date NOT NULL,
    to_day   date NOT NULL,
    CHECK (to_day >= from_day)
);
CREATE INDEX rep_absence_of_rep ON rep_absence (rep_id, from_day);

-- Changes with every change of what assignments read of pools and reps, so that they need not read it each time. Kept by
-- the database itself, so that no statement can forget it. Whoever changes any of it holds the pools' lock. Out of a
-- sequence, so that what was rolled back is never taken for what came after it.
CREATE SEQUENCE roster_version;
CREATE TABLE roster (version bigint NOT NULL);
INSERT INTO roster VALUES (nextval('roster_version'));

CREATE FUNCTION keep_roster_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE roster SET version = nextval('roster_version');
    RETURN NULL;
END $$;
CREATE TRIGGER roster_of_reps AFTER INSERT OR UPDATE OR DELETE ON rep
    FOR EACH STATEMENT EXECUTE FUNCTION keep_roster_version();
CREATE TRIGGER roster_of_members AFTER INSERT OR UPDATE OR DELETE ON pool_member
    FOR EACH STATEMENT EXECUTE FUNCTION keep_roster_version();
CREATE TRIGGER roster_of_absences AFTER INSERT OR UPDATE OR DELETE ON rep_absence
    FOR EACH STATEMENT EXECUTE FUNCTION keep_roster_version();
CREATE TRIGGER roster_of_pools AFTER INSERT OR DELETE OR UPDATE OF description, role, after_hours, working_hours, successor
    ON pool FOR EACH STATEMENT EXECUTE FUNCTION keep_roster_version();
