-- Records of a CRM that were read while their company was none of ours: it may be one already, merged into another there, which
-- is only noticed later. They are looked at again then.
create table stray_record (
    connection_id uuid        not null references crm_connection on delete cascade,
    kind          text        not null,
    remote_id     text        not null,
    company_id    text        not null,
    seen_at       timestamptz not null default now(),
    primary key (connection_id, kind, remote_id)
);
