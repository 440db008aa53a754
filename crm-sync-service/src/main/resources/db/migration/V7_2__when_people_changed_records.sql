-- When something was changed here that may be changed in a CRM as well, by people or by what they said; a score is none.
alter table sync_record add column edited_at timestamptz;
update sync_record set edited_at = changed_at;
