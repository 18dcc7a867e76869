create schema trace
--;
comment on schema trace is 'Items, holdings, events, links, transfers and holds: the trace core (design/core.md).'
--;
create table trace.namespace (
  key      text primary key,
  home_id  uuid not null,
  owner_id uuid
)
--;
comment on table trace.namespace is 'Who a range of identifiers belongs to: a GTIN, or our code scheme and an operator. home_id is frozen on first sight; a later claim sets owner_id.'
--;
create table trace.code (
  code      text primary key,
  kind      text not null,
  state     text not null constraint code_state_known check (state in ('issued', 'voided')),
  home_id   uuid,
  item_id   uuid,
  party_id  uuid not null,
  target_id uuid,
  issued_at timestamptz not null,
  voided_at timestamptz
)
--;
comment on table trace.code is 'One row per code we issued that is stored (batches, packs, vouchers, certificates): what it names and who asked for it. Item codes of a print run are computed and have no row.'
--;
comment on column trace.code.target_id is 'What a code that names no item leads to: a voucher, a certificate.'
--;
create table trace.item (
  home_id      uuid not null,
  item_id      uuid not null,
  identifier   text not null,
  kind         text not null constraint item_kind_known check (kind in ('batch', 'piece', 'pack', 'asset', 'mix')),
  code         text,
  product_id   uuid,
  product_name text,
  class_code   text,
  sector       text,
  profile      text,
  unit         text not null,
  batch_home   uuid,
  batch_id     uuid,
  made_on      date,
  maker_id     uuid,
  created_at   timestamptz not null,
  primary key (home_id, item_id)
)
--;
comment on table trace.item is 'What a code names: only facts that never change. item_id is UUIDv8 of the SHA-256 of the canonical identifier; product words are as they were when the item was made.'
--;
comment on column trace.item.maker_id is 'Party that made the item: harvested, produced, packed, or dispatched it under a new code.'
--;
create table trace.holding (
  party_id      uuid not null,
  holding_id    uuid not null,
  home_id       uuid not null,
  item_id       uuid not null,
  kind          text not null constraint holding_kind_known check (kind in ('batch', 'piece', 'pack', 'asset', 'mix')),
  code          text,
  product_id    uuid,
  product_name  text,
  class_code    text,
  sector        text,
  profile       text,
  made_on       date,
  unit          text not null,
  regime        text not null constraint holding_regime_known check (regime in ('governed', 'declared')),
  quantity      numeric not null,
  reserved      numeric not null,
  basis         text not null constraint holding_basis_known check (basis in ('own', 'counterpart_confirmed', 'declared', 'device', 'official')),
  place         text,
  disposition   text,
  custodian     uuid,
  fold_time     timestamptz,
  fold_recorded timestamptz,
  fold_event    uuid,
  began_at      timestamptz not null,
  changed_at    timestamptz not null,
  created_at    timestamptz not null,
  primary key (party_id, holding_id),
  constraint holding_item_unique unique (party_id, home_id, item_id),
  constraint holding_balance_kept check (regime <> 'governed' or (reserved >= 0 and quantity >= reserved))
)
--;
comment on table trace.holding is 'One party has some of one item: node of the trace graph, unit of balance, target of holds. holding_id is UUIDv8 of party, home and item. The words of the item are repeated for lists; they never change.'
--;
comment on column trace.holding.fold_time is 'With fold_recorded and fold_event: the winning key of the fold that set place and disposition; an older fact loses.'
--;
comment on column trace.holding.began_at is 'Event time from which the party has some of it: nothing can be done with it earlier.'
--;
comment on column trace.holding.changed_at is 'Record time of the last change. Record times of one holding only go up, whatever the clocks of the nodes say.'
--;
create index holding_party_idx on trace.holding (party_id, created_at desc, holding_id desc)
--;
create index holding_sector_idx on trace.holding (sector, created_at desc, holding_id desc)
--;
create table trace.holding_event (
  party_id    uuid not null,
  holding_id  uuid not null,
  event_id    uuid not null,
  event_party uuid not null,
  delta       numeric not null,
  place       text,
  disposition text,
  event_time  timestamptz not null,
  recorded_at timestamptz not null,
  voided_by   uuid,
  voided_at   timestamptz,
  primary key (party_id, holding_id, event_id)
)
--;
comment on table trace.holding_event is 'One row per holding an event touched, with its delta (0 for observe): source of balance, of the place fold and of a holding''s history.'
--;
create index holding_event_event_idx on trace.holding_event (party_id, event_id)
--;
create table trace.link_f (
  in_party    uuid not null,
  in_holding  uuid not null,
  out_party   uuid not null,
  out_holding uuid not null,
  event_party uuid not null,
  event_id    uuid not null,
  step        text not null,
  same_item   boolean not null,
  quantity    numeric,
  basis       text not null,
  event_time  timestamptz not null,
  recorded_at timestamptz not null,
  voided_by   uuid,
  voided_at   timestamptz,
  primary key (in_holding, out_holding, event_id, in_party)
)
--;
comment on table trace.link_f is 'Links by the party of the input holding: where goods went. The same rows as link_b.'
--;
create table trace.link_b (
  in_party    uuid not null,
  in_holding  uuid not null,
  out_party   uuid not null,
  out_holding uuid not null,
  event_party uuid not null,
  event_id    uuid not null,
  step        text not null,
  same_item   boolean not null,
  quantity    numeric,
  basis       text not null,
  event_time  timestamptz not null,
  recorded_at timestamptz not null,
  voided_by   uuid,
  voided_at   timestamptz,
  primary key (out_holding, in_holding, event_id, out_party)
)
--;
comment on table trace.link_b is 'Links by the party of the output holding: where goods came from. The same rows as link_f.'
--;
create table trace.containment_event (
  home_id     uuid not null,
  child_id    uuid not null,
  event_id    uuid not null,
  event_party uuid not null,
  parent_home uuid not null,
  parent_id   uuid not null,
  what        text not null constraint containment_event_what_known check (what in ('in', 'out')),
  event_time  timestamptz not null,
  recorded_at timestamptz not null,
  voided_by   uuid,
  voided_at   timestamptz,
  primary key (home_id, child_id, event_id)
)
--;
comment on table trace.containment_event is 'An item went into a pack or came out of it; at the home of the child.'
--;
create index containment_event_event_idx on trace.containment_event (home_id, event_id)
--;
create table trace.contained (
  home_id     uuid not null,
  child_id    uuid not null,
  from_time   timestamptz not null,
  to_time     timestamptz,
  parent_home uuid not null,
  parent_id   uuid not null,
  from_event  uuid not null,
  to_event    uuid,
  primary key (home_id, child_id, from_event)
)
--;
comment on table trace.contained is 'Intervals in which an item is inside a pack: a fold of containment_event, derived again when a fact arrives late.'
--;
create index contained_parent_idx on trace.contained (home_id, parent_id) where to_time is null
--;
create table trace.content (
  party_id      uuid not null,
  holding_id    uuid not null,
  child_party   uuid not null,
  child_holding uuid not null,
  primary key (party_id, holding_id, child_holding)
)
--;
comment on table trace.content is 'Holdings that are in an open pack now. holding_id is that of the pack at its holder; the pack itself is no node.'
--;
create table trace.event (
  party_id       uuid not null,
  event_id       uuid not null,
  kind           text not null,
  step           text not null,
  sector         text,
  event_time     timestamptz not null,
  recorded_at    timestamptz not null,
  basis          text not null,
  regime         text not null,
  place          text,
  disposition    text,
  actor          text not null,
  external_id    text,
  body_hash      bytea not null,
  counterpart_id uuid,
  transfer_party uuid,
  transfer_id    uuid,
  voids          uuid,
  primary key (party_id, event_id),
  constraint event_external_unique unique (party_id, external_id, body_hash),
  constraint event_voids_unique unique (party_id, voids)
)
--;
comment on table trace.event is 'Something that happened to items, as the acting party recorded it; append-only. A correction is an event with voids.'
--;
create table trace.event_body (
  party_id uuid not null,
  event_id uuid not null,
  nonce    bytea not null,
  body     text not null,
  primary key (party_id, event_id)
)
--;
comment on table trace.event_body is 'The text of an event exactly as it was hashed, and the nonce of its commitment; apart, so that it can be erased by decision.'
--;
create table trace.event_list (
  party_id uuid not null,
  event_id uuid not null,
  chunk    integer not null,
  ids      text not null,
  primary key (party_id, event_id, chunk)
)
--;
comment on table trace.event_list is 'Identifiers of an event, up to 1000 a row, one a line.'
--;
create table trace.item_event (
  home_id     uuid not null,
  item_id     uuid not null,
  event_time  timestamptz not null,
  event_id    uuid not null,
  party_id    uuid not null,
  holding_id  uuid,
  event_party uuid not null,
  primary key (home_id, item_id, event_time, event_id, party_id)
)
--;
comment on table trace.item_event is 'Events of an item, at its home: finds every holding of the item. party_id is the holder the event touched, event_party who recorded it.'
--;
create table trace.event_for (
  viewer_id  uuid not null,
  event_time timestamptz not null,
  event_id   uuid not null,
  party_id   uuid not null,
  kind       text not null,
  sector     text,
  primary key (viewer_id, event_time, event_id)
)
--;
comment on table trace.event_for is 'Events a party may list: its own and those of a counterpart that name it. party_id is who recorded the event; kind and sector are the event''s, for lists.'
--;
create table trace.transfer (
  party_id       uuid not null,
  transfer_id    uuid not null,
  buyer_id       uuid not null,
  buyer_name     text,
  holding_id     uuid not null,
  home_id        uuid not null,
  item_id        uuid not null,
  code           text,
  product_id     uuid,
  product_name   text,
  class_code     text,
  sector         text,
  profile        text,
  made_on        date,
  kind           text not null,
  unit           text not null,
  quantity       numeric not null,
  received       numeric not null,
  returned       numeric not null,
  withdrawn      numeric not null,
  state          text not null constraint transfer_state_known check (state in ('open', 'partly', 'received', 'returned', 'withdrawn', 'voided')),
  regime         text not null,
  place          text,
  note           text,
  return_reason  text,
  withdraw_reason text,
  dispatch_event uuid not null,
  dispatched_at  timestamptz not null,
  created_at     timestamptz not null,
  answered_at    timestamptz,
  primary key (party_id, transfer_id),
  constraint transfer_counts_kept check (
    quantity > 0 and received >= 0 and returned >= 0 and withdrawn >= 0
    and received + returned + withdrawn <= quantity)
)
--;
comment on table trace.transfer is 'Dispatch and receipt between two parties, at the seller. Open = quantity - received - returned - withdrawn; received is what the buyer took and has not sent back. buyer_id is a fixed foreign party when the buyer is not registered (then buyer_name says who).'
--;
create index transfer_dispatched_idx on trace.transfer (party_id, dispatched_at desc, transfer_id desc)
--;
create table trace.transfer_in (
  party_id      uuid not null,
  transfer_id   uuid not null,
  seller_id     uuid not null,
  waiting       boolean not null,
  sector        text,
  dispatched_at timestamptz not null,
  primary key (party_id, transfer_id)
)
--;
comment on table trace.transfer_in is 'Transfers to a party, at the buyer, so that it finds them. Quantities and state are read from trace.transfer by (seller_id, transfer_id), never from here.'
--;
comment on column trace.transfer_in.waiting is 'May still have an open quantity. Only narrows the list of what waits; what is shown is the state of trace.transfer.'
--;
create index transfer_in_dispatched_idx on trace.transfer_in (party_id, dispatched_at desc, transfer_id desc)
--;
create index transfer_in_waiting_idx on trace.transfer_in (party_id, dispatched_at desc, transfer_id desc) where waiting
--;
create table trace.hold (
  party_id        uuid not null,
  hold_id         uuid not null,
  source          text not null,
  state           text not null constraint hold_state_known check (state in ('spreading', 'standing', 'lifting', 'lifted')),
  reason          text not null,
  document_no     text,
  root_party      uuid,
  root_holding    uuid,
  root_home       uuid,
  root_item       uuid,
  root_code       text,
  product_name    text,
  sector          text,
  piece_id        uuid,
  placed_by       text not null,
  placed_at       timestamptz not null,
  lifted_by       text,
  lift_reason     text,
  lifted_at       timestamptz,
  marked_holdings bigint not null default 0,
  marked_parties  bigint not null default 0,
  primary key (party_id, hold_id)
)
--;
comment on table trace.hold is 'A decision that stops goods, at its issuer, with its source and reason. What it stops is in trace.held; the counts say how far the job has come.'
--;
create table trace.held (
  party_id       uuid not null,
  holding_id     uuid not null,
  hold_id        uuid not null,
  hold_party     uuid not null,
  piece_id       uuid,
  expanded       boolean not null,
  placed_at      timestamptz not null,
  lifted_at      timestamptz,
  released_by    text,
  release_reason text,
  primary key (party_id, holding_id, hold_id)
)
--;
comment on table trace.held is 'A hold on a holding. Open while lifted_at is null; not expanded = the job has yet to walk on from it.'
--;
create index held_unexpanded_idx on trace.held (hold_id, party_id, holding_id) where not expanded and lifted_at is null
--;
create index held_hold_idx on trace.held (hold_id)
--;
create table trace.hold_party (
  party_id   uuid not null,
  hold_id    uuid not null,
  hold_party uuid not null,
  noticed_at timestamptz not null,
  primary key (party_id, hold_id)
)
--;
comment on table trace.hold_party is 'Parties a hold has reached: one row, one notice per hold and party.'
