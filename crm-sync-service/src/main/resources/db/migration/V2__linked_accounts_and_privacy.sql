-- Which account is part of which other; without the other it stands for itself again. The newest that was told counts.
create table account_link (
    account_id      uuid primary key,
    into_account_id uuid,
    separated_from  uuid,
    changed_at      timestamptz not null
);
create index account_link_into on account_link (into_account_id) where into_account_id is not null;
create index account_link_separated on account_link (separated_from) where separated_from is not null;

-- The account at the end of the links of each account that is part of another: what reads look at.
create table account_root (
    account_id uuid primary key,
    root_id    uuid not null
);
create index account_root_members on account_root (root_id);

-- Who is not to be contacted, and who may be again. No name and no address.
create table suppressed_contact (
    person_id  uuid primary key,
    suppressed boolean     not null,
    changed_at timestamptz not null
);

-- Whom an admin had erased, so that what is still on its way from before does not bring them back.
create table erased_person (
    person_id    uuid primary key,
    requested_at timestamptz not null
);

alter table account add column firmographics jsonb;
alter table stakeholder add column do_not_lead_with_sales boolean not null default false;

-- Of an audit entry a person can be erased; who changed what, and when, stays.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and current_setting('tandem.erasing', true) = 'person' then
        return null;
    end if;
    raise exception 'audit entries are never changed';
end
$$;
create function keep_audit() returns trigger language plpgsql as $$
begin
    if (new.id, new.at, new.actor, new.action, new.subject) is distinct from
       (old.id, old.at, old.actor, old.action, old.subject) then
        raise exception 'audit entries are never changed';
    end if;
    return new;
end
$$;
create trigger audit_keeps_who_and_what before update on audit_entry for each row execute function keep_audit();
