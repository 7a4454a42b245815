create table outbox (
    id bigint generated always as identity primary key,
    topic text not null,
    key text not null,
    type text not null,
    event_id text not null,
    occur_time timestamptz not null,
    payload bytea not null
);

create table thing (
    tenant_id text not null,
    id text not null,
    primary key (tenant_id, id)
);

alter table thing enable row level security;
alter table thing force row level security;
create policy tenant_rows on thing
    using (tenant_id = nullif(current_setting('app.tenant', true), '') or current_setting('app.tenant', true) = '*')
    with check (tenant_id = nullif(current_setting('app.tenant', true), '') or current_setting('app.tenant', true) = '*');

grant select, insert, delete on outbox to ${app_role};
grant select, insert, update, delete on thing to ${app_role};
