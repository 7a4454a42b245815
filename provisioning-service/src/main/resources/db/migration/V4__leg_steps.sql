-- Every step of every leg, kept longer than the leg.
create table leg_steps (
    id            bigint generated always as identity primary key,
    tenant_id     text collate "C" not null,
    connection_id text collate "C" not null,
    leg_id        text collate "C" not null,
    provider_id   text collate "C" not null,
    occur_time    timestamptz not null,
    verb          text        not null,
    revision      bigint      not null,
    bandwidth_bps bigint      not null,
    -- Null for a command about to be sent.
    outcome       text,
    -- The provider's, cut where they are long.
    words         text        not null check (length(words) <= 2000),
    state         text        not null
);
-- Without the tenant: the policy is no condition that an index could serve.
create index leg_steps_of_connection on leg_steps (connection_id, id);
create index leg_steps_by_time on leg_steps (occur_time);

alter table leg_steps enable row level security;
alter table leg_steps force row level security;
create policy tenant_only on leg_steps
    using (tenant_id = nullif(current_setting('app.tenant', true), '') or current_setting('app.tenant', true) = '*')
    with check (tenant_id = nullif(current_setting('app.tenant', true), '') or current_setting('app.tenant', true) = '*');

grant select, insert, delete on leg_steps to ${app_role};
