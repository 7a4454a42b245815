-- On whom others were last told that the connection waits; empty for nobody. Only ever compared.
alter table connections add column waiting_told text not null default '';
