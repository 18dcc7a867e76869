create schema identity
--;
create table identity.division (
  division_id text not null,
  parent_id text,
  name text not null,
  level text not null,
  valid_from date not null,
  valid_to date,
  pinyin text not null,
  initials text not null,
  path text[] not null,
  grams text[] not null,
  primary key (division_id, valid_from)
)
--;
comment on table identity.division is 'Administrative division 行政区划 as it was from valid_from (-infinity: since before the data) until valid_to (excluded). path: its ancestors from the country down to itself, by the tree and never by the code; grams: bigrams of the name. Loaded from data/divisions.'
--;
create index division_parent_idx on identity.division (parent_id, division_id)
--;
create index division_grams_idx on identity.division using gin (grams)
--;
create index division_pinyin_idx on identity.division (pinyin text_pattern_ops)
--;
create index division_initials_idx on identity.division (initials text_pattern_ops)
--;
create table identity.party (
  party_id uuid primary key,
  kind text not null check (kind in ('platform', 'agency', 'operator', 'foreign')),
  name text not null check (name <> ''),
  name_en text,
  division_id text,
  sectors text[] not null,
  merged_into uuid,
  created_at timestamptz not null
)
--;
comment on table identity.party is 'Traceability participant 追溯参与方: who can hold, act or be named. division_id: where it is at home; merged_into: the party that this one turned out to be.'
--;
create table identity.party_area (
  party_id uuid not null,
  division_id text not null,
  sectors text[] not null,
  primary key (party_id, division_id)
)
--;
comment on table identity.party_area is 'One row for each division that a party lies in, village to country, with the party''s sectors: a jurisdiction is an index range here, never a code prefix.'
--;
create index party_area_division_idx on identity.party_area (division_id, party_id)
--;
create table identity.agency (
  party_id uuid primary key,
  kind text not null check (kind in ('supervision', 'testing', 'enforcement')),
  level text not null check (level in ('ministry', 'province', 'city', 'county', 'township')),
  name text not null check (name <> ''),
  name_en text,
  department text not null,
  divisions text[] not null check (cardinality(divisions) > 0),
  sectors text[] not null check (cardinality(sectors) > 0),
  created_at timestamptz not null
)
--;
comment on table identity.agency is 'Agency 机构 of a level; its jurisdiction is the subtrees of divisions crossed with sectors. Several departments of one level and place may stand side by side (agriculture, livestock, fishery, state farms).'
--;
create index agency_divisions_idx on identity.agency using gin (divisions)
--;
create table identity.account (
  account_id uuid primary key,
  party_id uuid not null,
  party_kind text not null check (party_kind in ('platform', 'agency', 'operator')),
  login text not null,
  name_sealed text not null,
  phone_sealed text,
  password_hash text not null,
  must_change_password boolean not null,
  password_expires_at timestamptz,
  roles text[] not null,
  sectors text[],
  state text not null check (state in ('open', 'disabled')),
  created_at timestamptz not null,
  created_by uuid,
  signed_in_at timestamptz,
  constraint account_login_unique unique (login)
)
--;
comment on table identity.account is 'Account 账号 of a person who signs in, member of one agency or operator. login is stored in lower case; the person''s name and phone are sealed. sectors: narrower than the agency''s, or null for all of them. password_expires_at: end of a temporary password.'
--;
create index account_party_idx on identity.account (party_id, account_id)
--;
create table identity.session (
  token_hash bytea primary key,
  account_id uuid not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
)
--;
comment on table identity.session is 'A signed-in browser: SHA-256 of its random 256-bit cookie. seen_at is brought up to date every few minutes, expires_at is the end whatever happens.'
--;
create index session_account_idx on identity.session (account_id)
--;
create index session_expires_idx on identity.session (expires_at)
--;
create table identity.client (
  client_id uuid primary key,
  party_id uuid not null,
  party_kind text not null check (party_kind in ('agency', 'operator')),
  name text not null check (name <> ''),
  secret_hash bytea not null,
  permissions text[] not null,
  sectors text[] not null,
  created_at timestamptz not null,
  created_by uuid not null,
  disabled_at timestamptz
)
--;
comment on table identity.client is 'Machine client 接口应用 of a party: its secret is random 256-bit, kept as SHA-256; it may do a subset of what its maker may.'
--;
create index client_party_idx on identity.client (party_id, client_id)
--;
create table identity.setup (
  token_hash bytea primary key,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
)
--;
comment on table identity.setup is 'One-time link by which an empty platform gets its first administrator: SHA-256 of the token.'
