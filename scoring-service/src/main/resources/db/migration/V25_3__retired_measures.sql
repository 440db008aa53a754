-- From this generation on nobody counts them, and their sums are removed; then their rows are, too.
ALTER TABLE measure ADD COLUMN retired int;
ALTER TABLE watch ADD COLUMN retired int;
