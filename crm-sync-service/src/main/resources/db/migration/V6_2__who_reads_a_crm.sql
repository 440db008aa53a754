-- Who reads on from a position: whoever lost it, or was told to begin anew, does not write where it came to.
alter table crm_cursor add column claim uuid;
