-- Whoever uses one address in several groups is a person of several accounts, and at a stage at each of them.
ALTER TABLE person_stage DROP CONSTRAINT person_stage_pkey, ADD PRIMARY KEY (person, account_id);
