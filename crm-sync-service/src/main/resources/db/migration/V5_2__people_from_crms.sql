-- Somebody whom people had in a CRM before we knew them.
alter table stakeholder drop constraint stakeholder_source_check;
alter table stakeholder add constraint stakeholder_source_check check (source in ('SIGNUP', 'USAGE', 'ADDED', 'CRM'));
