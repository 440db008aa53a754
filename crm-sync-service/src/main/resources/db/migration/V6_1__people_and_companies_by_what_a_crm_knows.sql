-- Each page of a CRM asks who of ours has these emails and domains, and each call to it asks for people by their id.
create index account_domain on account (domain);
create index stakeholder_email on stakeholder (lower(email));
create index stakeholder_person on stakeholder (person_id);
create index stakeholder_profile_person on stakeholder_profile (person_id);
