-- Why a generation has no plan, word for word, as ProtoJSON of braid.path.v1.PathRejection: it says more than columns hold.
alter table connections add column rejection text check (jsonb_typeof(rejection::jsonb) = 'object');

select set_config('app.tenant', '*', true);
update connections
set rejection = jsonb_strip_nulls(jsonb_build_object(
    'generation', rejection_generation,
    'binding', rejection_binding,
    'message', rejection_message,
    'nearestOffer', case when offer_latency_us is not null then jsonb_build_object(
        'latencyUs', offer_latency_us,
        'bandwidthBps', offer_bandwidth_bps,
        'priceMicrosPerHour', offer_price_micros_per_hour) end))::text
where rejection_generation is not null;

alter table connections
    drop column rejection_generation,
    drop column rejection_binding,
    drop column rejection_message,
    drop column offer_latency_us,
    drop column offer_bandwidth_bps,
    drop column offer_price_micros_per_hour;
