-- Why connections were moved for their health, or were not: what braid.decisions.v1 told, word for word.
create table decisions (
    tenant_id     text collate "C" not null,
    connection_id text collate "C" not null,
    decision_id   text collate "C" not null,
    decide_time   timestamptz not null,
    moved         boolean     not null,
    -- As braid.path.v1.MoveDecision.
    decision      bytea       not null,
    -- What came of it, each as braid.intent.v1.DecisionResult: the first that was told of each kind.
    activated     bytea,
    judged        bytea,
    returned      bytea,
    refused       bytea,
    overtaken     bytea,
    primary key (tenant_id, connection_id, decision_id),
    foreign key (tenant_id, connection_id) references connections
);
create index decisions_by_time on decisions (tenant_id, connection_id, decide_time, decision_id);

alter table decisions enable row level security;
alter table decisions force row level security;
create policy tenant_only on decisions
using (tenant_id = nullif(current_setting('app.tenant', true), '') or current_setting('app.tenant', true) = '*')
with check (tenant_id = nullif(current_setting('app.tenant', true), '') or current_setting('app.tenant', true) = '*');

-- Only the newest of each connection are kept.
grant select, insert, update, delete on decisions to ${app_role};
