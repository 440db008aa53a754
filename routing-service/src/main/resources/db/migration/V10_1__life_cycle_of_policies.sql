-- A policy is drafted, published (now or at a time) and retired. Exactly one is in force.
ALTER TABLE policy
    ADD COLUMN status     text,
    ADD COLUMN revision   int         NOT NULL DEFAULT 1,
    ADD COLUMN created_by text,
    ADD COLUMN created_at timestamptz,
    ADD COLUMN changed_at timestamptz,
    ADD COLUMN publish_at timestamptz,
    ADD COLUMN retired_at timestamptz,
    ADD COLUMN copy_of    text REFERENCES policy,
    ALTER COLUMN published_at DROP NOT NULL,
    ALTER COLUMN published_by DROP NOT NULL,
    ALTER COLUMN reason DROP NOT NULL;
UPDATE policy SET
    status = CASE WHEN ordinal = (SELECT max(ordinal) FROM policy) THEN 'PUBLISHED' ELSE 'RETIRED' END,
    created_by = published_by,
    created_at = published_at,
    changed_at = published_at,
    retired_at = (SELECT min(next.published_at) FROM policy AS next WHERE next.ordinal > policy.ordinal);
ALTER TABLE policy
    ALTER COLUMN status SET NOT NULL,
    ALTER COLUMN created_by SET NOT NULL,
    ALTER COLUMN created_at SET NOT NULL,
    ALTER COLUMN changed_at SET NOT NULL,
    ADD CHECK (status IN ('DRAFT', 'SCHEDULED', 'PUBLISHED', 'RETIRED')),
    ADD CHECK (status NOT IN ('PUBLISHED', 'RETIRED')
               OR published_at IS NOT NULL AND published_by IS NOT NULL AND reason IS NOT NULL),
    ADD CHECK (status <> 'SCHEDULED' OR publish_at IS NOT NULL AND published_by IS NOT NULL AND reason IS NOT NULL);
CREATE UNIQUE INDEX policy_in_force ON policy (status) WHERE status = 'PUBLISHED';

-- Who changes versions locks this row first, so that numbers and publications follow one another.
CREATE TABLE policy_lock (one boolean PRIMARY KEY DEFAULT true CHECK (one));
INSERT INTO policy_lock DEFAULT VALUES;

-- The timers of db-scheduler for publications at a time, one row for each version that waits for its time.
CREATE TABLE publication_timer (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX publication_timer_due ON publication_timer (execution_time);
CREATE INDEX publication_timer_heartbeat ON publication_timer (last_heartbeat);

-- What the relationship record says of open opportunities.
ALTER TABLE relationship ADD COLUMN open_opportunity boolean NOT NULL DEFAULT false;
