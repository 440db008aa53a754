ALTER TABLE rep_absence ADD COLUMN reason text;
