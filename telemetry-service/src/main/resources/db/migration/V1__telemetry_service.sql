-- Ids sort by their bytes everywhere, whatever the locale of the cluster, so that lists have one order.

-- What links measured, in spans of a second, a minute and an hour: one shape, so that one is merged into the next.
create table link_seconds (
    link_id       text collate "C" not null,
    -- By the clock of the link's source, at a whole multiple of the span.
    start_time    timestamptz      not null,
    sample_count  bigint           not null check (sample_count > 0),
    window_count  int              not null check (window_count > 0),
    down_count    int              not null check (down_count >= 0),
    jitter_sum_us bigint           not null check (jitter_sum_us >= 0),
    loss_sum      double precision not null check (loss_sum >= 0),
    -- How the latencies are spread, as telemetry's LatencySketch.
    latencies     bytea            not null,
    primary key (link_id, start_time)
) partition by range (start_time);
create table link_minutes (like link_seconds including all) partition by range (start_time);
create table link_hours (like link_seconds including all) partition by range (start_time);
-- Rows come nearly in the order of time, and are merged by time: so small an index costs writers nothing.
create index link_seconds_time on link_seconds using brin (start_time) with (pages_per_range = 32, autosummarize = on);
create index link_minutes_time on link_minutes using brin (start_time) with (pages_per_range = 32, autosummarize = on);

-- How the promises of connections were kept: a row for each part of a minute that one replica judged without a break, because
-- of a minute that is handed on each sees a part.
create table connection_minutes (
    tenant_id       text collate "C" not null,
    connection_id   text collate "C" not null,
    start_time      timestamptz      not null,
    part            uuid             not null,
    -- A bit for each second of the minute, the lowest for the first.
    met_seconds     bigint           not null,
    at_risk_seconds bigint           not null,
    broken_seconds  bigint           not null,
    unknown_seconds bigint           not null,
    window_count    int              not null check (window_count >= 0),
    worst_jitter_us bigint           not null check (worst_jitter_us >= 0),
    loss_sum        double precision not null check (loss_sum >= 0),
    latencies       bytea            not null,
    primary key (tenant_id, connection_id, start_time, part)
) partition by range (start_time);
create index connection_minutes_time on connection_minutes using brin (start_time) with (pages_per_range = 32, autosummarize = on);

create table connection_hours (
    tenant_id       text collate "C" not null,
    connection_id   text collate "C" not null,
    start_time      timestamptz      not null,
    -- How many.
    met_seconds     int              not null,
    at_risk_seconds int              not null,
    broken_seconds  int              not null,
    unknown_seconds int              not null,
    window_count    int              not null check (window_count >= 0),
    worst_jitter_us bigint           not null check (worst_jitter_us >= 0),
    loss_sum        double precision not null check (loss_sum >= 0),
    latencies       bytea            not null,
    primary key (tenant_id, connection_id, start_time)
) partition by range (start_time);

-- Every tenant's connections in one table, and every statement sees one tenant's (or, for operators and workers, all).
do $$
declare
    name text;
begin
    foreach name in array array['connection_minutes', 'connection_hours'] loop
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

-- Spans that have to be merged from finer ones, because a writer added to those. A mark of its own for each writer: nobody
-- waits for another one's, and none is taken away together with an older one.
create table merges_due (
    -- What has to be written.
    target     text        not null,
    start_time timestamptz not null,
    writer     uuid        not null,
    mark_count bigint      not null,
    primary key (target, start_time, writer)
);

-- The service works as a role that owns nothing, and yet makes and drops partitions: by these two alone, and of these
-- tables alone. Whoever comes second waits a moment, and finds it done. A partition grants nobody anything and has no
-- policy, so that nobody reads it but through its table.
create function history_tables() returns text[] language sql immutable set search_path = pg_catalog, pg_temp
as $$ select array['link_seconds', 'link_minutes', 'link_hours', 'connection_minutes', 'connection_hours'] $$;

create function make_partition(table_name text, from_time timestamptz, until_time timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' set timezone = 'UTC'
as $$
declare
    name text := table_name || to_char(from_time, '_YYYYMMDD_HH24MI');
begin
    if table_name <> all (history_tables()) or until_time <= from_time then
        raise exception 'There is no history table % from % to %', table_name, from_time, until_time
            using errcode = 'invalid_parameter_value';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('braid history partitions', 0));
    if to_regclass(name) is not null then
        return false;
    end if;
    -- Attached, because a partition made in place would wait for everyone who reads the table, and hold up all others.
    execute format('create table %I (like %I including defaults including constraints)', name, table_name);
    execute format('alter table %I enable row level security, force row level security', name);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', table_name, name, from_time, until_time);
    return true;
end
$$;

-- Drops the partitions in which all is older than it is kept, except those that still have to be merged into coarser ones.
-- The caller's clock may be wrong, and so may this one: only what is old by both goes.
create function drop_partitions(table_name text, caller_time timestamptz, kept interval, coarser text) returns int
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' set timezone = 'UTC'
as $$
declare
    found   record;
    dropped int := 0;
begin
    if table_name <> all (history_tables()) then
        raise exception 'There is no history table %', table_name using errcode = 'invalid_parameter_value';
    end if;
    if kept is null or kept < interval '0' then
        raise exception 'What is kept (%) must be 0 or longer', kept using errcode = 'invalid_parameter_value';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('braid history partitions', 0));
    for found in
        select name, lower(span) as from_time, upper(span) as until_time from (
            select c.relname as name, tstzrange(
                (regexp_match(pg_get_expr(c.relpartbound, c.oid), $r$FROM \('([^']+)'\)$r$))[1]::timestamptz,
                (regexp_match(pg_get_expr(c.relpartbound, c.oid), $r$TO \('([^']+)'\)$r$))[1]::timestamptz) as span
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = table_name::regclass) as partitions
        where upper(span) <= least(caller_time, now()) - kept
        order by 2
    loop
        if not exists (
            select from merges_due
            where target = coarser and start_time >= found.from_time - interval '1 hour' and start_time < found.until_time)
        then
            execute format('drop table %I', found.name);
            dropped := dropped + 1;
        end if;
    end loop;
    return dropped;
end
$$;

revoke all on function history_tables(), make_partition(text, timestamptz, timestamptz), drop_partitions(text, timestamptz, interval, text)
from public;
grant execute on function make_partition(text, timestamptz, timestamptz), drop_partitions(text, timestamptz, interval, text) to ${app_role};
grant select, insert, update on link_seconds, link_minutes, link_hours, connection_minutes, connection_hours to ${app_role};
grant select, insert, update, delete on merges_due to ${app_role};
