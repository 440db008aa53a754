-- Which mail it is, so that one sent twice by a crash is the same to a mail program, and one asked for again is not.
ALTER TABLE signup_confirmation ADD COLUMN mails int NOT NULL DEFAULT 1;
