create schema registry
--;
comment on schema registry is 'Operators: what they filed, what is in force, their codes, sites and plots.'
--;
create table registry.operator (
  party_id      uuid primary key,
  state         text not null constraint operator_state_known check (state in ('temporary', 'approved', 'suspended', 'revoked', 'cancelled', 'merged')),
  state_reason  text,
  state_at      timestamptz not null,
  name          text not null check (name <> ''),
  normal_name   text not null,
  grams         text[] not null,
  pinyin        text collate "C" not null,
  initials      text collate "C" not null,
  form          text not null,
  role          text not null,
  sectors       text[] not null,
  division_id   text not null,
  areas         text[] not null,
  credit_code   text,
  identity_hash text,
  subject_code  text,
  facts         jsonb not null,
  merged_into   uuid,
  registered_at timestamptz not null,
  changed_at    timestamptz not null
)
--;
comment on table registry.operator is 'Operator 生产经营主体: the facts in force. A registration that was never approved has no row, only filings. facts: all of them, an identity number sealed; the columns are what lists and checks read. areas: its division and all above it. temporary: recorded in the field by a supervisor.'
--;
alter table registry.operator alter column grams set statistics 1000
--;
create index operator_name_idx on registry.operator using gin (grams, areas)
--;
create index operator_registered_idx on registry.operator (registered_at desc, party_id desc)
--;
create index operator_credit_code_idx on registry.operator (credit_code)
--;
create index operator_identity_idx on registry.operator (identity_hash)
--;
create table registry.operator_area (
  party_id      uuid not null,
  area_id       text not null,
  sector        text not null,
  state         text not null,
  form          text not null,
  pinyin        text collate "C" not null,
  initials      text collate "C" not null,
  registered_at timestamptz not null,
  primary key (party_id, area_id, sector)
)
--;
comment on table registry.operator_area is 'One row per division an operator lies in and sector it works in, with what lists sort and filter by: the list of an agency is an index range, whatever the size of the country.'
--;
create index operator_area_newest_idx on registry.operator_area (area_id, sector, registered_at desc, party_id desc)
--;
create index operator_area_state_idx on registry.operator_area (area_id, sector, state, registered_at desc, party_id desc)
--;
create index operator_area_pinyin_idx on registry.operator_area (area_id, sector, pinyin, party_id)
--;
create index operator_area_initials_idx on registry.operator_area (area_id, sector, initials, party_id)
--;
create table registry.operator_key (
  key        text primary key,
  party_id   uuid not null,
  claimed_at timestamptz not null
)
--;
comment on table registry.operator_key is 'A credit code, or the keyed hash of an identity number, and the one live operator or open filing that has it. Let go when the filing is refused or withdrawn and when the operator is cancelled or revoked.'
--;
create table registry.subject_code (
  code      text primary key,
  party_id  uuid not null,
  issued_at timestamptz not null
)
--;
comment on table registry.subject_code is 'Subject code 主体码 of an operator; never given to another.'
--;
create table registry.filing (
  party_id     uuid not null,
  filing_id    uuid not null,
  kind         text not null constraint filing_kind_known check (kind in ('registration', 'change', 'cancellation')),
  state        text not null constraint filing_state_known check (state in ('draft', 'submitted', 'returned', 'rejected', 'approved', 'withdrawn')),
  revision     integer not null,
  name         text not null,
  form         text not null,
  division_id  text not null,
  areas        text[] not null,
  sectors      text[] not null,
  reviewer_id  uuid,
  facts        jsonb not null,
  reason       text,
  reasons      text[] not null,
  opened_at    timestamptz not null,
  submitted_at timestamptz,
  decided_at   timestamptz,
  decided_by   uuid,
  primary key (party_id, filing_id)
)
--;
comment on table registry.filing is 'A registration, change or cancellation that an operator hands in and the nearest agency with this duty decides. facts: what shall be in force, an identity number sealed. reason: of the operator for a cancellation, else of the last decision.'
--;
create unique index filing_open_unique on registry.filing (party_id) where state in ('draft', 'submitted', 'returned', 'rejected')
--;
create index filing_queue_idx on registry.filing (reviewer_id, submitted_at, filing_id) where state = 'submitted'
--;
create index filing_decided_idx on registry.filing (reviewer_id, decided_at desc, filing_id desc) where decided_at is not null
--;
create index filing_waiting_area_idx on registry.filing using gin (areas) where state = 'submitted'
--;
create table registry.filing_history (
  party_id   uuid not null,
  filing_id  uuid not null,
  seq        integer not null,
  action     text not null,
  state      text not null,
  revision   integer not null,
  by_party   uuid not null,
  by_account uuid not null,
  reasons    text[] not null,
  reason     text,
  facts      jsonb,
  at         timestamptz not null,
  primary key (party_id, filing_id, seq)
)
--;
comment on table registry.filing_history is 'What happened to a filing, append-only; facts: as they were handed in.'
--;
create table registry.site (
  party_id    uuid not null,
  site_id     uuid not null,
  name        text not null check (name <> ''),
  kind        text not null,
  division_id text not null,
  address     text,
  shape       jsonb,
  created_at  timestamptz not null,
  changed_at  timestamptz not null,
  retired_at  timestamptz,
  primary key (party_id, site_id)
)
--;
comment on table registry.site is 'Place of work 场所(基地) of an operator. shape: GeoJSON point or polygon in WGS 84.'
--;
create unique index site_name_unique on registry.site (party_id, name) where retired_at is null
--;
create table registry.plot (
  party_id   uuid not null,
  plot_id    uuid not null,
  site_id    uuid not null,
  name       text not null check (name <> ''),
  area_mu    numeric(18, 3) not null check (area_mu > 0),
  class_code text,
  shape      jsonb,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  retired_at timestamptz,
  primary key (party_id, plot_id),
  foreign key (party_id, site_id) references registry.site (party_id, site_id)
)
--;
comment on table registry.plot is 'Field, greenhouse, pond or pen 地块 in a site. class_code: what usually grows in it.'
--;
create unique index plot_name_unique on registry.plot (party_id, site_id, name) where retired_at is null
