-- For which of our stages those of a CRM's pipeline stand, and what it had when it was last asked.
alter table crm_connection add column stages jsonb;
-- Those that are connected already are asked.
update crm_connection set prepared = false;
