create table identity.token (
  token_hash  bytea primary key,
  client_id   uuid not null,
  permissions text[] not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null
)
--;
comment on table identity.token is 'Access token of a machine client (OAuth 2.0 client credentials): SHA-256 of its random 256 bits, with the part of the client''s permissions it was asked for.'
--;
create index token_client_idx on identity.token (client_id, expires_at)
--;
create schema if not exists exchange
--;
create table exchange.subscription (
  party_id            uuid not null,
  subscription_id     uuid not null,
  query_name          text not null,
  kind                text not null constraint subscription_kind_known check (kind in ('webhook', 'socket')),
  state               text not null constraint subscription_state_known check (state in ('active', 'disabled')),
  state_reason        text,
  state_at            timestamptz not null,
  account_id          uuid not null,
  dest                text,
  token_sealed        text,
  schedule            text,
  report_if_empty     boolean not null,
  epc_format          text not null,
  initial_record_time timestamptz not null,
  min_record_time     timestamptz not null,
  created_at          timestamptz not null,
  scan                text not null constraint subscription_scan_known check (scan in ('first', 'late', 'done')),
  scan_at             timestamptz not null,
  run_at              timestamptz,
  next_at             timestamptz,
  leased_until        timestamptz,
  batch_events        integer not null,
  failures            integer not null,
  last_error          text,
  last_failed_at      timestamptz,
  last_notified_at    timestamptz,
  seen_at             timestamptz,
  primary key (party_id, subscription_id)
)
--;
comment on table exchange.subscription is 'Who is sent the events that a named query newly finds. party_id: whose events they are and who subscribed. schedule: null is a stream. scan: events from initial_record_time on are looked for in the index once at the start and once more when every command that did not see the listener has ended. run_at: the scheduled time being carried out; next_at: when to look next, by schedule or after a failure. seen_at: a socket that is still there says so.'
--;
create index subscription_query_idx on exchange.subscription (party_id, query_name, subscription_id)
--;
create index subscription_next_idx on exchange.subscription (next_at) where state = 'active' and next_at is not null
--;
create table exchange.listener (
  viewer_id       uuid not null,
  subscription_id uuid not null,
  primary key (viewer_id, subscription_id)
)
--;
comment on table exchange.listener is 'Whose newly indexed events are put in the queue: a party, or the nil id where an agency listens to parties of its jurisdiction. Read by each command that indexes events, in the same statement.'
--;
create table exchange.arrival (
  viewer_id   uuid not null,
  party_id    uuid not null,
  event_id    uuid not null,
  record_time timestamptz not null,
  primary key (viewer_id, party_id, event_id)
)
--;
comment on table exchange.arrival is 'Events that were indexed while somebody listens, until the worker has handed them to the subscriptions that they match. Written with the index row: nothing depends on the order of commits or on clocks.'
--;
create table exchange.delivery (
  party_id        uuid not null,
  subscription_id uuid not null,
  event_party     uuid not null,
  event_id        uuid not null,
  record_time     timestamptz not null,
  sent_at         timestamptz,
  primary key (party_id, subscription_id, event_party, event_id)
)
--;
comment on table exchange.delivery is 'Each event of a subscription once: waiting, then sent. Sent rows stay an hour, so that an event found twice is known.'
--;
create index delivery_waiting_idx on exchange.delivery (party_id, subscription_id, record_time, event_id) where sent_at is null
--;
create index delivery_sent_idx on exchange.delivery (sent_at) where sent_at is not null
