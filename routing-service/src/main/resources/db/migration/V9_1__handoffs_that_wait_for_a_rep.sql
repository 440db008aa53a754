-- How many handoffs wait for each rep's first touch. Every assignment asks, so they are not counted each time.
CREATE TABLE rep_load (
    rep_id  uuid PRIMARY KEY,
    waiting int NOT NULL
);
INSERT INTO rep_load (rep_id, waiting)
SELECT owner_id, count(*) FROM handoff WHERE status = 'OPEN' GROUP BY owner_id;

-- Kept by the database itself, so that no statement about handoffs can forget it. Whoever changes the status of handoffs
-- locks the pools first, as whoever assigns does: then nobody holds a row here for which another waits.
CREATE FUNCTION keep_rep_load() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        UPDATE rep_load SET waiting = rep_load.waiting - gone.waiting
        FROM (SELECT owner_id, count(*) AS waiting FROM before WHERE status = 'OPEN' GROUP BY owner_id) AS gone
        WHERE rep_id = owner_id;
    END IF;
    IF TG_OP IN ('UPDATE', 'INSERT') THEN
        INSERT INTO rep_load (rep_id, waiting)
        SELECT owner_id, count(*) FROM after WHERE status = 'OPEN' GROUP BY owner_id
        ON CONFLICT (rep_id) DO UPDATE SET waiting = rep_load.waiting + excluded.waiting;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER rep_load_of_new AFTER INSERT ON handoff
    REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION keep_rep_load();
CREATE TRIGGER rep_load_of_changed AFTER UPDATE ON handoff
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION keep_rep_load();
CREATE TRIGGER rep_load_of_deleted AFTER DELETE ON handoff
    REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION keep_rep_load();
DROP INDEX handoff_waiting;
