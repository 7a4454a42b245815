-- Ids sort by their bytes everywhere, whatever the locale of the cluster, so that pages have one order.

create table connections (
    tenant_id               text collate "C" not null,
    connection_id           text collate "C" not null,
    intent_key              text collate "C" not null,
    -- Admitted and first activated together.
    intent_connection_count int         not null check (intent_connection_count >= 1),
    -- The newest path record taken in; an older one is stale.
    record_sequence         bigint      not null check (record_sequence >= 1),
    generation              bigint      not null check (generation >= 0),
    -- The plans as JSON of the domain's Plan; null where there is none.
    wanted_plan             text        check (wanted_plan is json object),
    active_plan             text        check (active_plan is json object),
    highest_revision        bigint      not null,
    refused_revision        bigint      not null,
    clean_revision          bigint      not null,
    release_owed            boolean     not null,
    leg_count               int         not null,
    -- Every leg of the desired plan is held.
    ready                   boolean     not null,
    -- Of the newest event written.
    event_sequence          bigint      not null,
    -- When the reconciler must look again; null for never.
    due_time                timestamptz,
    -- Rises with each claim: a worker that lost its claim cannot write.
    claim_epoch             bigint      not null,
    -- A worker of any replica has it until then; null for nobody.
    claimed_until_time      timestamptz,
    update_time             timestamptz not null,
    primary key (tenant_id, connection_id)
);
create index connections_due on connections (due_time) where due_time is not null;
create index connections_of_intent on connections (tenant_id, intent_key);
create index connections_by_id on connections (connection_id);

create table legs (
    tenant_id           text collate "C" not null,
    leg_id              text collate "C" not null,
    connection_id       text collate "C" not null,
    number              int         not null check (number >= 1),
    provider_id         text collate "C" not null,
    link_ids            text[]      not null check (cardinality(link_ids) >= 1),
    revision            bigint      not null,
    state               text        not null,
    bandwidth_bps       bigint      not null check (bandwidth_bps > 0),
    verified_revision   bigint      not null,
    provider_state      text        not null,
    provider_order_id   text        not null,
    attempt_count       int         not null check (attempt_count >= 0),
    last_error          text        not null,
    retry_time          timestamptz not null,
    audit_time          timestamptz not null,
    -- A command that may still arrive at the provider; all null where there is none.
    late_verb           text,
    late_bandwidth_bps  bigint,
    late_until_time     timestamptz,
    late_repeated       boolean,
    update_time         timestamptz not null,
    primary key (tenant_id, leg_id),
    unique (tenant_id, connection_id, number),
    foreign key (tenant_id, connection_id) references connections,
    check ((late_verb is null) = (late_until_time is null) and (late_verb is null) = (late_bandwidth_bps is null)
        and (late_verb is null) = (late_repeated is null))
);
create index legs_of_provider on legs (provider_id);

-- Every tenant's objects in one table, and every statement sees one tenant's (or, for operators and workers, all).
do $$
declare
    name text;
begin
    foreach name in array array['connections', 'legs'] loop
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

grant select, insert, update on connections to ${app_role};
grant select, insert, update, delete on legs to ${app_role};
grant select, insert, delete on outbox to ${app_role};
