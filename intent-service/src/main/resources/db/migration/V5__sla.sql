-- Which plan was carried, and the generation it answered; null in rows of before.
alter table usage_intervals
    add column revision   bigint check (revision >= 1),
    add column generation bigint check (generation >= 1),
    -- A credit may take the number between the two.
    drop constraint usage_intervals_check,
    add constraint usage_intervals_end_after_start check (end_sequence > start_sequence);

select set_config('app.tenant', '*', true);
update usage_intervals u
set revision = c.active_revision, generation = c.active_generation
from connections c
where c.tenant_id = u.tenant_id and c.connection_id = u.connection_id
  and u.end_time is null and c.active_revision >= 1 and c.active_generation >= 1;
create index usage_intervals_by_time on usage_intervals (start_time, end_time);

-- The terms of generations that were replaced, word for word as braid.intent.v1.IntentSpec; those of the newest stand
-- with the intent.
create table earlier_terms (
    tenant_id  text collate "C" not null,
    intent_id  text collate "C" not null,
    generation bigint not null check (generation >= 1),
    terms      bytea  not null,
    primary key (tenant_id, intent_id, generation),
    foreign key (tenant_id, intent_id) references intents
);

-- What was judged lately of a plan of a connection; what is older stands in health_spans.
create table health_trails (
    tenant_id     text collate "C" not null,
    connection_id text collate "C" not null,
    revision      bigint      not null check (revision >= 0),
    -- Judgements from before this moment are folded into the run and the spans.
    folded_before timestamptz not null,
    run           text,
    recent        text        not null,
    primary key (tenant_id, connection_id, revision),
    foreign key (tenant_id, connection_id) references connections
);

-- How a plan of a connection was judged from when to when. Added, and never changed. Where there is none, nothing is known.
create table health_spans (
    tenant_id        text collate "C" not null,
    connection_id    text collate "C" not null,
    revision         bigint      not null,
    start_time       timestamptz not null,
    end_time         timestamptz not null check (end_time > start_time),
    health           text        not null,
    broken           text        not null,
    worst_latency_us bigint      not null check (worst_latency_us >= 0),
    primary key (tenant_id, connection_id, revision, start_time),
    foreign key (tenant_id, connection_id) references connections
);

-- The months of connections that are settled. Added once, and never changed.
create table sla_settlements (
    tenant_id     text collate "C" not null,
    connection_id text collate "C" not null,
    month         text collate "C" not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
    settle_time   timestamptz not null,
    -- With the rule that was applied, word for word, as ProtoJSON of braid.intent.v1.ConnectionSla.
    report        text        not null check (report is json object),
    primary key (tenant_id, connection_id, month),
    foreign key (tenant_id, connection_id) references connections
);

-- The credits: lines of the ledger beside usage_intervals, with numbers from the same count.
create table sla_credits (
    tenant_id     text collate "C" not null,
    connection_id text collate "C" not null,
    month         text collate "C" not null,
    currency_code text        not null,
    sequence      bigint      not null check (sequence >= 2),
    charge_micros bigint      not null,
    amount_micros bigint      not null check (amount_micros > 0 and amount_micros <= charge_micros),
    primary key (tenant_id, connection_id, month, currency_code),
    unique (tenant_id, connection_id, sequence),
    foreign key (tenant_id, connection_id, month) references sla_settlements
);

do $$
declare
    name text;
begin
    foreach name in array array['earlier_terms', 'health_trails', 'health_spans', 'sla_settlements', 'sla_credits'] loop
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

-- From when on judgements are kept: a month that was over by then is not settled.
create table sla_accounting (
    only_row   boolean primary key default true check (only_row),
    start_time timestamptz not null
);
insert into sla_accounting (start_time) values (now());

-- Months in which every connection is settled, so that nobody looks again.
create table sla_closed_months (
    month      text collate "C" primary key check (month ~ '^[0-9]{4}-[0-9]{2}$'),
    close_time timestamptz not null
);

grant select, insert on earlier_terms, health_spans, sla_settlements, sla_credits, sla_closed_months to ${app_role};
grant select, insert, update on health_trails to ${app_role};
grant select on sla_accounting to ${app_role};
