-- Opportunities of CRMs are outcomes too. They change: one that is not won, or not any more, has no target, and stays so
-- that what was said earlier and comes later does not count. told_at: when the opportunity was so.
ALTER TABLE outcome_event ALTER COLUMN target DROP NOT NULL;
ALTER TABLE outcome_event ADD COLUMN told_at timestamptz;
