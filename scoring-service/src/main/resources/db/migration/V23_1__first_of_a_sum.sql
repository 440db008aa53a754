-- Who sent the first event of a sum, and with what, is read by nobody since signals have watched days.
ALTER TABLE usage_sum DROP COLUMN first_by, DROP COLUMN first_detail;
