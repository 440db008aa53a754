-- When people did the task of a handoff in a CRM, as far as routing was told.
alter table handoff add column done_at timestamptz;
