create table trace.unsealed (
  party_id uuid not null,
  event_id uuid not null,
  primary key (event_id, party_id)
)
--;
comment on table trace.unsealed is 'Events that are not in the log yet: one row written with every event, taken out by the sealer. In the order of their ids, which is that of time.'
--;
create table platform.unsealed (
  party_id uuid not null,
  seq      bigint not null,
  at       timestamptz not null,
  primary key (at, party_id, seq)
)
--;
comment on table platform.unsealed is 'Journal rows that are not in the log yet: written with each of them, taken out by the sealer.'
--;
create schema proof
--;
comment on schema proof is 'The log: an append-only Merkle tree (RFC 9162) over events and decisions, and what is signed of it.'
--;
create table proof.leaf (
  leaf_index       bigint not null primary key,
  kind             text not null constraint leaf_kind_known check (kind in ('event', 'declaration', 'decision', 'erasure')),
  party_id         uuid not null,
  event_id         uuid,
  seq              bigint,
  record_time      timestamptz not null,
  event_hash       bytea,
  declaration_hash bytea,
  commitment       bytea,
  leaf_hash        bytea not null
)
--;
comment on table proof.leaf is 'Leaves of the log in their order, from 0. leaf_hash is SHA-256(0x00, RFC 8785 JSON of the other columns); the JSON is made from them and not stored.'
--;
comment on column proof.leaf.seq is 'Decision: its number in the journal of its party. Erasure: the number of the erasure.'
--;
comment on column proof.leaf.commitment is 'SHA-256(nonce, stored text). Null only where the text was gone before it could be sealed: the audit names it.'
--;
create unique index leaf_event_idx on proof.leaf (event_id, party_id) where kind in ('event', 'declaration')
--;
create unique index leaf_decision_idx on proof.leaf (party_id, seq) where kind = 'decision'
--;
create unique index leaf_erasure_idx on proof.leaf (seq) where kind = 'erasure'
--;
create index leaf_hash_idx on proof.leaf using hash (leaf_hash)
--;
create index leaf_event_hash_idx on proof.leaf using hash (event_hash)
--;
create table proof.node (
  level      smallint not null,
  node_index bigint not null,
  hash       bytea not null,
  primary key (level, node_index)
)
--;
comment on table proof.node is 'Complete subtrees: level l, index i is the hash over leaves i * 2^l to (i + 1) * 2^l - 1. Only from level 4 on; lower ones are made from the leaves. Never changes once written.'
--;
create table proof.checkpoint (
  size      bigint not null primary key,
  root      bytea not null,
  sealed_at timestamptz not null,
  note      text not null
)
--;
comment on table proof.checkpoint is 'Every signed statement of the size and root of the log, as the text that was signed (C2SP tlog-checkpoint).'
--;
create table proof.key (
  key_id     text not null primary key,
  name       text not null,
  algorithm  text not null constraint key_algorithm_known check (algorithm in ('Ed25519', 'SM2')),
  public_key bytea not null,
  added_at   timestamptz not null
)
--;
comment on table proof.key is 'Public keys that checkpoints were signed with, so that those who serve can show them without the private one.'
--;
create table proof.decision_nonce (
  party_id uuid not null,
  seq      bigint not null,
  nonce    bytea not null,
  primary key (party_id, seq)
)
--;
comment on table proof.decision_nonce is 'Nonce of the commitment to a journal row; made when it is sealed, and apart, so that it can be erased by decision.'
--;
create table proof.erasure (
  erasure_no  bigint not null generated always as identity primary key,
  party_id    uuid not null,
  event_id    uuid,
  journal_seq bigint,
  decision    text not null,
  at          timestamptz not null,
  nonce       bytea not null,
  body        text not null,
  constraint erasure_of_one check ((event_id is null) <> (journal_seq is null))
)
--;
comment on table proof.erasure is 'What was erased by decision: an event''s text, or a journal row''s. body is the text that the leaf of the erasure commits to.'
--;
create unique index erasure_event_idx on proof.erasure (event_id, party_id) where event_id is not null
--;
create unique index erasure_journal_idx on proof.erasure (party_id, journal_seq) where journal_seq is not null
--;
create table proof.halt (
  halted_at      timestamptz not null primary key,
  reason         text not null constraint halt_reason_known check (reason in ('behind', 'beside', 'other_key')),
  published_size bigint not null,
  published_root bytea not null,
  size           bigint not null,
  root           bytea not null
)
--;
comment on table proof.halt is 'Signing stopped: the log is behind or beside a checkpoint that was published (a restore), or was signed with a key that is not here.'
--;
create table proof.acknowledgement (
  halted_at       timestamptz not null primary key,
  acknowledged_at timestamptz not null,
  note            text not null
)
--;
comment on table proof.acknowledgement is 'Somebody who answers for it said why signing goes on after a halt.'
--;
insert into trace.unsealed (party_id, event_id) select party_id, event_id from trace.event
--;
insert into platform.unsealed (party_id, seq, at) select party_id, seq, at from platform.journal
