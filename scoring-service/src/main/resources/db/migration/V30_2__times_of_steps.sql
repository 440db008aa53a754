-- When a step was done on a day: all times, or if they are many 48 by lot, and the first and the last. Which ones follows
-- from the times alone, so that any order of arrival keeps the same. Null of days of before with more than one time, of
-- which only the first and the last are known.
ALTER TABLE step_day ADD COLUMN times timestamptz[];

CREATE FUNCTION step_times(given timestamptz[]) RETURNS timestamptz[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(moment ORDER BY moment)
    FROM (
        SELECT moment, min(moment) OVER () AS earliest, max(moment) OVER () AS latest,
            row_number() OVER (ORDER BY hashint8((extract(epoch FROM moment) * 1000000)::bigint), moment) AS lot
        FROM (SELECT DISTINCT unnest(given) AS moment) AS single
    ) AS drawn
    WHERE lot <= 48 OR moment IN (earliest, latest)
$$;
