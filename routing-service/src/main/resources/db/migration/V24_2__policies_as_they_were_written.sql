-- In the order in which people wrote them, so that a policy reads the same when it comes back, and without a number of
-- their own, which never was the version's.
ALTER TABLE policy ALTER COLUMN document TYPE json USING (document - 'version')::json;
