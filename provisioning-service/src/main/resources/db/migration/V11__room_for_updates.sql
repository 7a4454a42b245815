-- A row that is written several times in a second keeps its place in most indexes when its page has room for it.
alter table connections set (fillfactor = 50);
alter table legs set (fillfactor = 60);
