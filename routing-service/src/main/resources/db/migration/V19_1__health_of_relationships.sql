-- How the relationship stands, as people keep it: 0 to 100, or nothing while nobody has worked it out.
ALTER TABLE relationship ADD COLUMN health int;
