create schema production
--;
comment on schema production is 'Production records, inputs bought and used, refused attempts, signals on batches.'
--;
create table production.record (
  party_id        uuid not null,
  record_id       uuid not null,
  profile         text not null,
  profile_version text not null,
  sector          text not null,
  event           text not null,
  object          text not null check (object in ('plot', 'group', 'batch')),
  targets         text[] not null,
  product_id      uuid,
  product_name    text,
  class_code      text,
  happened_on     date not null,
  happened_at     timestamptz not null,
  fields          jsonb not null,
  missing         text[] not null,
  warnings        text[] not null,
  holding_ids     uuid[] not null,
  trace_event     uuid,
  sent_hash       bytea not null,
  account_id      uuid not null,
  on_behalf_of    uuid,
  recorded_at     timestamptz not null,
  voided_by       uuid,
  voided_at       timestamptz,
  constraint record_sent_once primary key (party_id, record_id)
)
--;
comment on table production.record is 'One event of a profile that an operator recorded: input use, field work, pests, harvest, steps on batches. Append-only: a mistake is declared (production.record_void), the right record is a new one.'
--;
comment on column production.record.targets is 'What it is about: ids of plots, ponds, pens, or numbers of groups of animals; empty for steps on batches.'
--;
comment on column production.record.missing is 'Keys of fields the law asks for that the record lacks, as judged by the profile version when it was recorded.'
--;
comment on column production.record.sent_hash is 'SHA-256 of what was sent under this record_id: a phone that sends a record again, in whatever company, makes no second one.'
--;
comment on column production.record.voided_by is 'record_id of the error declaration in production.record_void.'
--;
create index record_happened_idx on production.record (party_id, happened_on desc, record_id desc)
--;
create index record_sector_idx on production.record (sector, happened_on desc, record_id desc)
--;
create index record_targets_idx on production.record using gin (targets)
--;
create index record_holdings_idx on production.record using gin (holding_ids)
--;
create index record_trace_event_idx on production.record (party_id, trace_event) where trace_event is not null
--;
create table production.record_void (
  party_id     uuid not null,
  void_id      uuid not null,
  record_id    uuid not null,
  reason       text not null check (reason <> ''),
  account_id   uuid not null,
  on_behalf_of uuid,
  voided_at    timestamptz not null,
  primary key (party_id, void_id),
  constraint record_void_once unique (party_id, record_id)
)
--;
comment on table production.record_void is 'Error declaration: this production record was wrong and counts no more; who said so, when and why.'
--;
create table production.input_use (
  party_id            uuid not null,
  record_id           uuid not null,
  field               text not null,
  target              text not null,
  name                text not null,
  kind                text not null,
  registration_number text,
  source              text,
  substances          text[] not null,
  purchase_id         uuid,
  amount              numeric,
  unit                text,
  used_on             date not null,
  last_used_on        date not null,
  interval_days       integer,
  allowed_from        date,
  recorded_at         timestamptz not null,
  voided_by           uuid,
  voided_at           timestamptz,
  primary key (party_id, record_id, field)
)
--;
comment on table production.input_use is 'An input used on a plot or group of animals, one row per input field of a record: what the safety interval and the stock of inputs are reckoned from.'
--;
comment on column production.input_use.allowed_from is 'First civil day of harvest: last day of use + interval; null where the input has no interval.'
--;
create index input_use_target_idx on production.input_use (party_id, target, allowed_from)
--;
create index input_use_purchase_idx on production.input_use (party_id, purchase_id) where purchase_id is not null
--;
create table production.input_purchase (
  party_id            uuid not null,
  purchase_id         uuid not null,
  name                text not null check (name <> ''),
  kind                text not null,
  registration_number text,
  substances          text[] not null,
  maker               text,
  source              text not null check (source <> ''),
  batch_no            text,
  quantity            numeric not null check (quantity > 0),
  unit                text not null,
  bought_on           date not null,
  document_no         text,
  account_id          uuid not null,
  on_behalf_of        uuid,
  recorded_at         timestamptz not null,
  voided_by           uuid,
  voided_at           timestamptz,
  primary key (party_id, purchase_id)
)
--;
comment on table production.input_purchase is 'Inputs an operator bought: name and source are what the law asks for (art. 27(1)); what is left is quantity less what records say was used of it.'
--;
create index input_purchase_bought_idx on production.input_purchase (party_id, bought_on desc, purchase_id desc)
--;
create table production.refusal (
  party_id     uuid not null,
  refusal_id   uuid not null,
  command      text not null,
  reason       text not null,
  rule         text,
  source       text,
  profile      text,
  sector       text,
  event        text,
  target       text,
  product_name text,
  input_name   text,
  substance    text,
  happened_on  date,
  details      jsonb not null,
  account_id   uuid not null,
  on_behalf_of uuid,
  refused_at   timestamptz not null,
  primary key (party_id, refusal_id)
)
--;
comment on table production.refusal is 'An attempt that was refused and that supervision must see: a banned or restricted input, a harvest inside the safety interval. refusal_id is derived from the command id: sent again, it is the same refusal.'
--;
create index refusal_party_idx on production.refusal (party_id, refused_at desc, refusal_id desc)
--;
create index refusal_sector_idx on production.refusal (sector, refused_at desc, refusal_id desc)
--;
create table production.signal (
  party_id     uuid not null,
  signal_id    uuid not null,
  kind         text not null,
  sector       text not null,
  holding_id   uuid not null,
  product_name text,
  record_id    uuid not null,
  happened_on  date not null,
  use_record   uuid,
  input_name   text,
  target       text,
  allowed_from date,
  noted_at     timestamptz not null,
  withdrawn_at timestamptz,
  primary key (party_id, signal_id)
)
--;
comment on table production.signal is 'Something looks wrong with a batch: a use recorded after the harvest that would have refused it, a use declared an error that would have, a failed test. Never a refusal after the fact; withdrawn when what it rests on is declared an error. record_id is the harvest or test, use_record the input use.'
--;
create index signal_party_idx on production.signal (party_id, noted_at desc, signal_id desc)
--;
create index signal_sector_idx on production.signal (sector, noted_at desc, signal_id desc)
--;
create index signal_holding_idx on production.signal (party_id, holding_id)
