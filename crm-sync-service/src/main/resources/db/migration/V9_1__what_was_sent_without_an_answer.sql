-- All that was sent of each field since the CRM last said what it has: seen there, it is our own word and nobody's edit.
alter table sync_record add column tried jsonb not null default '{}';
