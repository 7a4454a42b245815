-- Ids sort by their bytes everywhere, whatever the locale of the cluster, so that pages have one order.

create table tenants (
    tenant_id    text collate "C" primary key,
    display_name text        not null,
    create_time  timestamptz not null
);

create table ports (
    tenant_id     text collate "C" not null,
    port_id       text collate "C" not null,
    display_name  text        not null,
    kind          text        not null,
    location_id   text        not null,
    bandwidth_bps bigint      not null check (bandwidth_bps > 0),
    create_time   timestamptz not null,
    -- A port that is gone keeps its id, so that nobody can use it again.
    delete_time   timestamptz,
    primary key (tenant_id, port_id)
);

create table intents (
    tenant_id         text collate "C" not null,
    intent_id         text collate "C" not null,
    -- The wish, word for word, as ProtoJSON of braid.intent.v1.IntentSpec.
    spec              text        not null check (jsonb_typeof(spec::jsonb) = 'object'),
    -- SHA-256 of the spec that was submitted first: tells a repetition from another wish under the same id.
    submitted_digest  bytea       not null,
    generation        bigint      not null check (generation >= 1),
    terminate_asked   boolean     not null,
    state             text        not null,
    state_time        timestamptz not null,
    active_generation bigint      not null check (active_generation between 0 and generation),
    connection_count  int         not null check (connection_count >= 1),
    create_time       timestamptz not null,
    update_time       timestamptz not null,
    version           bigint      not null check (version >= 1),
    primary key (tenant_id, intent_id)
);

create table connections (
    tenant_id                  text collate "C" not null,
    connection_id              text collate "C" not null,
    intent_id                  text collate "C" not null,
    ordinal                    int    not null check (ordinal >= 1),
    a_port_id                  text collate "C" not null,
    z_port_id                  text collate "C" not null,
    a_location_id              text   not null,
    z_location_id              text   not null,
    -- What path computation said last; all null before it said anything.
    path_sequence              bigint,
    path_generation            bigint,
    path_phase                 text,
    path_provider_ids          text,
    plan_revision              bigint,
    plan_generation            bigint,
    plan_bandwidth_bps         bigint,
    plan_expected_latency_us   bigint,
    plan_price_micros_per_hour bigint,
    plan_currency_code         text,
    rejection_generation       bigint,
    rejection_binding          text,
    rejection_message          text,
    offer_latency_us           bigint,
    offer_bandwidth_bps        bigint,
    offer_price_micros_per_hour bigint,
    -- What provisioning said last.
    provisioning_sequence      bigint not null default 0,
    active_revision            bigint not null default 0,
    active_generation          bigint not null default 0,
    -- What telemetry judged last.
    judged_revision            bigint,
    judge_time                 timestamptz,
    health                     text,
    measured_latency_us        bigint,
    primary key (tenant_id, connection_id),
    unique (tenant_id, intent_id, ordinal),
    foreign key (tenant_id, intent_id) references intents,
    foreign key (tenant_id, a_port_id) references ports,
    foreign key (tenant_id, z_port_id) references ports
);
create index connections_by_a_port on connections (tenant_id, a_port_id);
create index connections_by_z_port on connections (tenant_id, z_port_id);

-- The usage ledger. Lines are added and an open one is closed; nothing is ever changed after that.
create table usage_intervals (
    tenant_id             text collate "C" not null,
    connection_id         text collate "C" not null,
    number                bigint      not null check (number >= 1),
    start_sequence        bigint      not null,
    start_time            timestamptz not null,
    bandwidth_bps         bigint      not null check (bandwidth_bps > 0),
    price_micros_per_hour bigint      not null check (price_micros_per_hour >= 0),
    currency_code         text        not null,
    end_sequence          bigint check (end_sequence = start_sequence + 1),
    end_time              timestamptz check (end_time >= start_time),
    amount_micros         bigint check (amount_micros >= 0),
    primary key (tenant_id, connection_id, number),
    unique (tenant_id, connection_id, start_sequence),
    foreign key (tenant_id, connection_id) references connections,
    check ((end_sequence is null) = (end_time is null) and (end_time is null) = (amount_micros is null))
);
create unique index one_open_interval on usage_intervals (tenant_id, connection_id) where end_time is null;

-- Calls that carried a request_id and were carried out. Kept for ever: a repetition never has a second effect.
create table handled_requests (
    tenant_id   text collate "C" not null,
    request_id  text        not null,
    digest      bytea       not null,
    handle_time timestamptz not null default now(),
    primary key (tenant_id, request_id)
);

-- Every tenant's objects in one table, and every statement sees one tenant's (or, for operators and workers, all).
do $$
declare
    name text;
begin
    foreach name in array array['tenants', 'ports', 'intents', 'connections', 'usage_intervals', 'handled_requests'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format($policy$
            create policy tenant_only on %I
            using (tenant_id = nullif(current_setting('app.tenant', true), '') or current_setting('app.tenant', true) = '*')
            with check (tenant_id = nullif(current_setting('app.tenant', true), '') or current_setting('app.tenant', true) = '*')
        $policy$, name);
    end loop;
end
$$;

create table outbox (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    key        text        not null,
    type       text        not null,
    event_id   text        not null,
    occur_time timestamptz not null,
    payload    bytea       not null
);

grant select, insert on tenants, handled_requests to ${app_role};
grant select, insert, update on ports, intents, connections, usage_intervals to ${app_role};
grant select, insert, delete on outbox to ${app_role};
