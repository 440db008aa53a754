-- When a step was done on a day: all times, as long as they are not too many. Null where only the first and the last are known:
-- if they are many, and of days before all were kept.
ALTER TABLE step_day ADD COLUMN times timestamptz[];

CREATE FUNCTION step_times(given timestamptz[]) RETURNS timestamptz[] LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN count(DISTINCT moment) < 48 THEN array_agg(DISTINCT moment) END FROM unnest(given) AS moment
$$;
