alter table trace.hold
  add column scope text not null constraint hold_scope_known check (scope in ('forward', 'holding')),
  add column contact text,
  add column roots integer not null
--;
comment on column trace.hold.scope is 'forward: the goods and everything made from them; holding: only what is there, and what leaves it later.'
--;
comment on column trace.hold.contact is 'Whom a holder may call about it: office and number, as the issuer wrote it.'
--;
comment on column trace.hold.roots is 'How many holdings the decision named; root_* is the first of them.'
--;
create index hold_placed_idx on trace.hold (party_id, placed_at desc, hold_id desc)
--;
create index held_order_idx on trace.held (hold_id, party_id, holding_id)
--;
drop index trace.held_hold_idx
--;
create index held_open_idx on trace.held (party_id, placed_at desc, holding_id desc, hold_id desc) where lifted_at is null
--;
create index transfer_open_idx on trace.transfer (party_id, holding_id) where state in ('open', 'partly')
--;
create table trace.hold_notice (
  party_id   uuid not null,
  hold_id    uuid not null,
  holder_id  uuid not null,
  noticed_at timestamptz not null,
  primary key (party_id, hold_id, holder_id)
)
--;
comment on table trace.hold_notice is 'Holders a hold has reached, at its issuer: one row, one notice per hold and holder, whatever is retried.'
--;
drop table trace.hold_party
