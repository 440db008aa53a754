-- Records are asked for in rotation, to find what was deleted: since when, and behind which; null while nothing is due.
alter table crm_cursor
    add column verifying_since timestamptz,
    add column verified_to     uuid;
