create schema if not exists exchange
--;
comment on schema exchange is 'EPCIS: documents captured from outside, the index events are queried by, subscriptions.'
--;
alter table trace.event
  add column event_hash bytea,
  add column signals text,
  add column touched_parties text,
  add column touched_homes text
--;
comment on column trace.event.event_hash is 'CBV 2.0 event hash (SHA-256) of a captured event; null for our own commands.'
--;
comment on column trace.event.signals is 'What looked wrong with a captured event when it came, words by spaces (capture/signals.ts): accepted all the same.'
--;
comment on column trace.event.touched_parties is 'Of a captured event: parties whose holdings it touched, by spaces; touched_homes: homes of what it packed. So a correction finds its rows.'
--;
alter table trace.containment_event add column quantity numeric
--;
comment on column trace.containment_event.quantity is 'How much of a lot went in; null for what goes in whole. A row whose child is its own parent says that the pack was emptied of everything then inside.'
--;
alter table trace.contained add column quantity numeric
--;
create table trace.capturing (
  party_id uuid not null primary key
)
--;
comment on table trace.capturing is 'One row per party that captures: its lock puts the captures of one party in a row, so that an event and its correction always see each other.'
--;
create table trace.outside_party (
  party_id   uuid not null primary key,
  identifier text not null,
  name       text
)
--;
comment on table trace.outside_party is 'Parties that captured events name and that are not registered: id is UUIDv8 of the canonical identifier.'
--;
create table trace.pack_child (
  home_id    uuid not null,
  pack_id    uuid not null,
  child_home uuid not null,
  child_id   uuid not null,
  primary key (home_id, pack_id, child_home, child_id)
)
--;
comment on table trace.pack_child is 'What a captured event ever put into a pack or took out of it, at the home of the pack: where to look for its contents.'
--;
create table trace.pack_move (
  party_id   uuid not null,
  event_id   uuid not null,
  home_id    uuid not null,
  pack_id    uuid not null,
  event_time timestamptz not null,
  step       text not null,
  in_party   uuid not null,
  out_party  uuid not null,
  in_delta   smallint not null,
  out_delta  smallint not null,
  link       boolean not null,
  voided     boolean not null,
  primary key (party_id, event_id, home_id, pack_id)
)
--;
comment on table trace.pack_move is 'A captured event moved a pack: what was inside then moved along. The rows of an event are locked while that is worked out.'
--;
create table trace.inferred (
  party_id  uuid not null,
  event_id  uuid not null,
  home_id   uuid not null,
  item_id   uuid not null,
  in_party  uuid not null,
  out_party uuid not null,
  in_delta  numeric,
  out_delta numeric,
  row_event uuid not null,
  voided    boolean not null,
  primary key (party_id, event_id, home_id, item_id, in_party, out_party, row_event)
)
--;
comment on table trace.inferred is 'What is inferred from the moves of packs in an event: links and deltas of what was inside. Derived again when a late event or a correction arrives: what is inferred no longer is voided and stays. row_event is what the rows stand under: the event, or an id of their own where they had been voided before.'
--;
create table exchange.capture_job (
  party_id    uuid not null,
  job_id      uuid not null,
  account_id  uuid not null,
  created_at  timestamptz not null,
  finished_at timestamptz,
  running     boolean not null,
  success     boolean not null,
  behaviour   text not null constraint capture_job_behaviour_known check (behaviour in ('rollback', 'proceed')),
  media_type  text not null,
  document    bytea,
  events      integer,
  captured    integer,
  errors      text not null default '[]',
  primary key (party_id, job_id)
)
--;
comment on table exchange.capture_job is 'A document given to /epcis/capture, kept until its job is done; the row is the truth about the job.'
--;
create table exchange.vocabulary (
  party_id   uuid not null,
  type       text not null,
  id         text not null,
  attributes jsonb not null,
  children   text[] not null,
  updated_at timestamptz not null,
  primary key (party_id, type, id)
)
--;
comment on table exchange.vocabulary is 'Master data of document headers, as the capturing party gave it last: type is a vocabulary type, id a canonical identifier, attributes a list of {id, attribute}, children canonical identifiers.'
