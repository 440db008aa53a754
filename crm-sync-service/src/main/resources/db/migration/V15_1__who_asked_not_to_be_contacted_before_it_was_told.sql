-- Others are told of these at the next start.
alter table contact_preference add column untold boolean not null default false;
update contact_preference set untold = true where do_not_contact;
