-- How the relationship stands. It is due when people changed something, and a day after it was last worked out.
alter table relationship
    add column health     int check (health between 0 and 100),
    add column health_at  timestamptz,
    add column health_due boolean not null default false;
create index relationship_health_due on relationship (account_id) where health_due;
create index relationship_health_at on relationship (health_at) where health_at is not null;
