-- Who looks after a pool, and whom an expired handoff was escalated to: emails, of reps or not.
ALTER TABLE pool ADD COLUMN manager text;
ALTER TABLE handoff ADD COLUMN escalated_to text;
CREATE INDEX handoff_escalated ON handoff (escalated_to) WHERE escalated_to IS NOT NULL;

DROP TRIGGER roster_of_pools ON pool;
CREATE TRIGGER roster_of_pools
    AFTER INSERT OR DELETE OR UPDATE OF description, role, after_hours, working_hours, successor, manager
    ON pool FOR EACH STATEMENT EXECUTE FUNCTION keep_roster_version();

-- What a person gave to somebody is told apart from what was assigned in turn.
UPDATE handoff_history SET what = 'REASSIGNED' WHERE what = 'ASSIGNED' AND who <> 'tandem';
