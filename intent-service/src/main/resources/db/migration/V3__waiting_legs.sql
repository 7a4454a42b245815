-- The legs whose provider waits for somebody, word for word, as ProtoJSON of braid.provisioning.v1.WaitingChanged; null
-- where none does.
alter table connections add column waiting text check (waiting is json object);
