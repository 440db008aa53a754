-- How long a first touch may take, in working hours, how often that time began anew, and the last mark of it, in percent,
-- that somebody was told of. A mark counts once, whoever is told of it again.
ALTER TABLE handoff
    ADD COLUMN sla_minutes int NOT NULL DEFAULT 0,
    ADD COLUMN sla_round   int NOT NULL DEFAULT 0,
    ADD COLUMN sla_percent int NOT NULL DEFAULT 0;
UPDATE handoff SET sla_minutes = greatest(0, round(extract(epoch FROM due_at - opened_at) / 60));
CREATE INDEX handoff_by_due ON handoff (due_at, id) WHERE closed_at IS NULL;

-- Who let the time of a handoff pass did not refuse it, but does not get it again.
ALTER TABLE handoff_decline ADD COLUMN expired boolean NOT NULL DEFAULT false;

-- The timers of db-scheduler: one row for each mark that is still to come, named handoff.round.percent.
CREATE TABLE sla_timer (
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
CREATE INDEX sla_timer_due ON sla_timer (execution_time);
CREATE INDEX sla_timer_heartbeat ON sla_timer (last_heartbeat);

-- What is open and not yet due gets a timer, too.
INSERT INTO sla_timer (task_name, task_instance, execution_time, picked, version)
SELECT 'sla', id || '.0.100', due_at, false, 1 FROM handoff WHERE status IN ('QUEUED', 'OPEN') AND due_at > now();
