-- Where the order of a leg is handed over, and under which number; empty and 0 where nobody said.
alter table legs
    add column a_interconnect_id text collate "C" not null default '',
    add column a_number          int not null default 0 check (a_number between 0 and 4094),
    add column z_interconnect_id text collate "C" not null default '',
    add column z_number          int not null default 0 check (z_number between 0 and 4094);

-- The numbers that are taken. The key is what keeps two connections, and two replicas, from having the same one.
create table handoff_numbers (
    interconnect_id text collate "C" not null check (interconnect_id <> ''),
    number          int  not null check (number between 1 and 4094),
    tenant_id       text collate "C" not null,
    connection_id   text collate "C" not null,
    primary key (interconnect_id, number),
    foreign key (tenant_id, connection_id) references connections
);
create index handoff_numbers_of_connection on handoff_numbers (connection_id);

alter table handoff_numbers enable row level security;
alter table handoff_numbers force row level security;
create policy tenant_only on handoff_numbers
    using (tenant_id = nullif(current_setting('app.tenant', true), '') or current_setting('app.tenant', true) = '*')
    with check (tenant_id = nullif(current_setting('app.tenant', true), '') or current_setting('app.tenant', true) = '*');

grant select, insert, delete on handoff_numbers to ${app_role};
