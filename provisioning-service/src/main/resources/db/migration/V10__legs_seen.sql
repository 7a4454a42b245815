-- When the provider last said how the order stands; of legs from before, and of those that an older replica adds, nobody knows.
alter table legs add column seen_time timestamptz not null default 'epoch';
