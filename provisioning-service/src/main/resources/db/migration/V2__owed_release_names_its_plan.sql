-- A newer plan may be wanted before the end of the one before is told, so that the end must say whose it is.
alter table connections add column release_owed_revision bigint check (release_owed_revision >= 0);
update connections set release_owed_revision = highest_revision where release_owed;
alter table connections drop column release_owed;
