create schema serial
--;
comment on schema serial is 'Codes of single things by the hundred thousand: uploads of codes with what is in what, and each code.'
--;
create table serial.upload (
  party_id     uuid not null,
  upload_id    uuid not null,
  account_id   uuid not null,
  on_behalf_of uuid,
  holding_id   uuid,
  home_id      uuid,
  item_id      uuid,
  profile      text not null,
  sector       text not null,
  product_name text,
  file_name    text not null,
  format       text not null constraint upload_format_known check (format in ('csv', 'xml')),
  file_hash    bytea not null,
  bytes        integer not null,
  document     bytea,
  state        text not null constraint upload_state_known check (state in ('waiting', 'reading', 'writing', 'done', 'refused')),
  happened_at  timestamptz not null,
  created_at   timestamptz not null,
  finished_at  timestamptz,
  rows_total   integer,
  rows_written integer not null default 0,
  pieces       integer,
  packs        integer,
  sealed       integer,
  homes        uuid[] not null default '{}',
  problems     integer not null default 0,
  problem_list jsonb not null default '[]',
  primary key (party_id, upload_id)
)
--;
comment on table serial.upload is 'A file of codes given by an operator for a batch (holding_id), or, without one, of codes that are only issued. The row is the truth about its job: all of the file is written, or nothing. document: the file until the job is done; homes: where its codes are; problem_list: the first problems, with their lines.'
--;
create unique index upload_file_unique on serial.upload (party_id, file_hash, coalesce(holding_id, '00000000-0000-0000-0000-000000000000'))
  where state <> 'refused'
--;
create table serial.code (
  home_id    uuid not null,
  code       text not null,
  item_id    uuid not null,
  scheme     text not null,
  level      smallint not null,
  maker_id   uuid not null,
  batch_home uuid,
  batch_id   uuid,
  lot_home   uuid,
  lot_id     uuid,
  upload_id  uuid,
  created_at timestamptz not null,
  primary key (home_id, code)
)
--;
comment on table serial.code is 'A code of a piece (level 1) or of a pack of pieces, at the home of its range. item_id is that of its identifier; batch: the batch it was coded for, null while it is only issued; lot, of pieces: the batch whose holding it is counted in while it is in no pack and does not act alone. What is in what is trace.contained, what happened to it serial.code_fact.'
--;
comment on column serial.code.maker_id is 'Party that put the code on record.'
--;
create unique index code_item_unique on serial.code (home_id, item_id)
--;
create index code_upload_idx on serial.code (home_id, upload_id, code) where upload_id is not null
--;
create table serial.code_fact (
  home_id     uuid not null,
  code        text not null,
  happened_at timestamptz not null,
  party_id    uuid not null,
  record_id   uuid not null,
  profile     text not null,
  event       text not null,
  state       text constraint fact_state_known check (state in ('active', 'in', 'out', 'used', 'void')),
  trace_event uuid,
  was_home    uuid,
  was_id      uuid,
  recorded_at timestamptz not null,
  primary key (home_id, code, happened_at, record_id)
)
--;
comment on table serial.code_fact is 'An event of a profile that named this code, wherever it is recorded (production.record), and the state it left the code in, null where it changed none. The state of a code is that of its last fact that still counts, else of where it is.'
--;
comment on column serial.code_fact.trace_event is 'Event of the trace that moved the thing by itself because of this; was_home, was_id: the batch it was counted in before, where the event counts it in another. Both are taken back when the record is declared an error.'
--;
comment on column serial.code.upload_id is 'The upload that put it on record, or the record of the event that did.'
