-- The plan whose legs stay held beside those of the active one, and when the newer of both has soaked.
alter table connections
    add column spare_plan    text check (spare_plan is json object),
    add column soak_end_time timestamptz,
    add check ((spare_plan is null) = (soak_end_time is null) and (spare_plan is null or active_plan is not null));
