-- A batch changes many rows of a page at once. Without room for all of them a change moves to another page and every index
-- gets another entry: half of all changes did. Pages that are full already stay as they are.
ALTER TABLE usage_sum SET (fillfactor = 50);
ALTER TABLE usage_days SET (fillfactor = 50);
ALTER TABLE watched_day SET (fillfactor = 50);
ALTER TABLE identity SET (fillfactor = 50);
