-- Sources and accounts are never deleted, and who submits has just read the source and met the account. Looking for them
-- once more takes time that somebody waits for, and every signup at once locked the row of its source. People are
-- deleted: their reference stays, since it is what holds a person whose signup is on its way.
ALTER TABLE signup DROP CONSTRAINT signup_source_id_fkey;
ALTER TABLE signup DROP CONSTRAINT signup_account_id_fkey;
ALTER TABLE person DROP CONSTRAINT person_account_id_fkey;
