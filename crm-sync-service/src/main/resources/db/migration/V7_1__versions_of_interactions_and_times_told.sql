-- Whoever completes an interaction may say which version of it they saw.
alter table interaction add column version bigint not null default 0;

-- When others were told of the relationship last: the next time is later, whatever the order of what changed.
alter table relationship add column told_at timestamptz;
update relationship set told_at = greatest(updated_at, health_at);

-- Whoever is to be forgotten is looked for in the surveys.
create index survey_of_person on survey (person_id);
