-- A change of handoffs touches the load of those reps only for whom more or fewer wait afterwards, and always in one order:
-- whoever changes the words of a handoff (an erasure does, without the pools' lock) locks no row here.
CREATE OR REPLACE FUNCTION keep_rep_load() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO rep_load (rep_id, waiting)
        SELECT owner_id, count(*) FROM after WHERE status = 'OPEN' GROUP BY owner_id ORDER BY owner_id
        ON CONFLICT (rep_id) DO UPDATE SET waiting = rep_load.waiting + excluded.waiting;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO rep_load (rep_id, waiting)
        SELECT owner_id, -count(*) FROM before WHERE status = 'OPEN' GROUP BY owner_id ORDER BY owner_id
        ON CONFLICT (rep_id) DO UPDATE SET waiting = rep_load.waiting + excluded.waiting;
    ELSE
        INSERT INTO rep_load (rep_id, waiting)
        SELECT owner_id, sum(n)
        FROM (SELECT owner_id, -1 AS n FROM before WHERE status = 'OPEN'
              UNION ALL
              SELECT owner_id, 1 FROM after WHERE status = 'OPEN') AS change
        GROUP BY owner_id HAVING sum(n) <> 0 ORDER BY owner_id
        ON CONFLICT (rep_id) DO UPDATE SET waiting = rep_load.waiting + excluded.waiting;
    END IF;
    RETURN NULL;
END $$;
