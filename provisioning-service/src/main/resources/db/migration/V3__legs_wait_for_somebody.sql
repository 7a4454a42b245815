-- Whom the order of a leg, or the last change of it, waits for; all null where for nobody.
alter table legs
    add column pending_party       text,
    add column pending_reason      text,
    add column pending_since_time  timestamptz,
    add column pending_expire_time timestamptz,
    add check ((pending_party is null) = (pending_reason is null)
        and (pending_party is null) = (pending_since_time is null)
        and (pending_party is not null or pending_expire_time is null));
