create schema platform
--;
create table platform.command (
  party_id uuid not null,
  command_id uuid not null,
  name text not null,
  account_id uuid not null,
  input_hash bytea not null,
  result text not null,
  at timestamptz not null,
  constraint command_pkey primary key (party_id, command_id)
)
--;
comment on table platform.command is 'An accepted command and its answer, so that a retry gets the same answer; kept longer than the longest time offline.'
--;
create table platform.journal_counter (
  party_id uuid primary key,
  seq bigint not null
)
--;
comment on table platform.journal_counter is 'The last journal number of a party; its row lock is taken last in a command.'
--;
create table platform.journal (
  party_id uuid not null,
  seq bigint not null,
  kind text not null,
  event_id uuid,
  about text,
  actor_id uuid not null,
  on_behalf_of uuid,
  command_id uuid,
  data jsonb not null,
  at timestamptz not null,
  primary key (party_id, seq)
)
--;
comment on table platform.journal is 'Append-only list of a party''s accepted decisions: audit trail, and what subscribers react to. The application role may not update or delete it.'
--;
create index journal_about_idx on platform.journal (about, party_id, seq)
--;
create table platform.pending (
  party_id uuid not null,
  subscriber text not null,
  seq bigint not null,
  at timestamptz not null,
  primary key (party_id, subscriber, seq)
)
--;
comment on table platform.pending is 'Outbox: a journal row that a subscriber has not worked on yet.'
--;
create index pending_at_idx on platform.pending (at)
--;
create table platform.rate (
  key text not null,
  started_at timestamptz not null,
  count bigint not null,
  primary key (key)
)
--;
comment on table platform.rate is 'Attempts in the current window of a rate limit or lockout; in the database, or N nodes would give N times the guesses.'
--;
create table platform.dataset (
  name text primary key,
  hash text not null,
  loaded_at timestamptz not null
)
--;
comment on table platform.dataset is 'Reference data that was loaded at start, by the hash of its files.'
