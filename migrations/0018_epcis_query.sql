create table exchange.epcis_event (
  viewer_id   uuid not null,
  event_time  timestamptz not null,
  event_id    uuid not null,
  party_id    uuid not null,
  record_time timestamptz not null,
  sector      text,
  event_type  text not null,
  action      text,
  biz_step    text,
  disposition text,
  given_id    text,
  terms       integer[] not null,
  primary key (viewer_id, event_time, event_id)
)
--;
comment on table exchange.epcis_event is 'Index of EPCIS queries: one row per event and party that may list it, with what it may see of it. Worked out from the event and can be made anew from trace.event_for. terms: 32-bit hashes that narrow a search, never decide it (query/terms.ts).'
--;
comment on column exchange.epcis_event.given_id is 'The eventID that was given to an event that came without one.'
--;
create index epcis_event_record_idx on exchange.epcis_event (viewer_id, record_time, event_id)
--;
create index epcis_event_step_idx on exchange.epcis_event (viewer_id, biz_step, event_time, event_id)
--;
create index epcis_event_time_idx on exchange.epcis_event (event_time, event_id) where viewer_id = party_id
--;
create index epcis_event_terms_idx on exchange.epcis_event using gin (terms) with (fastupdate = off)
--;
create table exchange.epcis_value (
  viewer_id uuid not null,
  field     text not null constraint epcis_value_field_known check (field in ('bizStep', 'disposition', 'readPoint', 'bizLocation', 'companyPrefix')),
  value     text not null,
  sector    text not null,
  primary key (viewer_id, field, value, sector)
)
--;
comment on table exchange.epcis_value is 'Words and places that the events of a viewer''s index have, each once: what the resource trees under /epcis list; and the GS1 company prefixes that EPC URNs have shown, without which a Digital Link cannot be told as a URN. The sector is empty where the event has none.'
--;
create table exchange.epcis_query (
  party_id   uuid not null,
  name       text not null,
  definition text not null,
  created_at timestamptz not null,
  account_id uuid not null,
  primary key (party_id, name)
)
--;
comment on table exchange.epcis_query is 'Named queries of a party: the query''s JSON as it was given.'
