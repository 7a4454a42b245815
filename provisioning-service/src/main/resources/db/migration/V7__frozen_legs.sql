-- What was seen of a leg that somebody else has changed and that is left as it is; all null where it is not frozen.
alter table legs
    add column frozen_since_time    timestamptz,
    add column frozen_state         text,
    add column frozen_bandwidth_bps bigint check (frozen_bandwidth_bps >= 0),
    add check ((frozen_since_time is null) = (frozen_state is null)
        and (frozen_since_time is null) = (frozen_bandwidth_bps is null));
-- Few are, and somebody has to look at each.
create index legs_frozen on legs (provider_id) where frozen_since_time is not null;
