-- The newest plan that was given up without carrying traffic, while it is still to be told that nothing is held of it.
alter table connections
    add column unused_revision bigint not null default 0 check (unused_revision >= 0);
