alter table production.input_purchase add column holding_id uuid
--;
comment on column production.input_purchase.holding_id is 'The batch it came in on this platform: a use takes from it, and the trace leads from it to what was harvested. Null: bought elsewhere.'
--;
create unique index input_purchase_batch on production.input_purchase (party_id, holding_id) where holding_id is not null and voided_at is null
