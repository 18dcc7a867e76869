create schema trade
--;
comment on schema trade is 'Market-entry vouchers. Transfers themselves are in trace.'
--;
create table trade.voucher (
  party_id      uuid not null,
  voucher_id    uuid not null,
  code          text not null,
  seller_name   text not null,
  subject_code  text,
  buyer_name    text not null,
  destination   text,
  vehicle       text,
  language      text not null,
  sold_at       timestamptz not null,
  created_at    timestamptz not null,
  voided_by     uuid,
  voided_at     timestamptz,
  primary key (party_id, voucher_id)
)
--;
comment on table trade.voucher is 'Market-entry voucher 入市追溯凭证, at the seller: travels with goods sold to a market or a buyer that is not registered. The buyer is as the seller states it. The application may only void it: voided_by is the account.'
--;
create index voucher_sold_idx on trade.voucher (party_id, sold_at desc, voucher_id desc)
--;
create table trade.voucher_line (
  party_id      uuid not null,
  voucher_id    uuid not null,
  line          integer not null,
  transfer_id   uuid not null,
  event_id      uuid not null,
  holding_id    uuid not null,
  batch_code    text,
  product_name  text,
  sector        text,
  quantity      numeric not null check (quantity > 0),
  unit          text not null,
  origin        text,
  certificates  text[] not null,
  primary key (party_id, voucher_id, line)
)
--;
comment on table trade.voucher_line is 'Goods on a voucher: each line is a transfer of its own under a batch code of its own. certificates: codes of the commitment certificates that went with them.'
--;
create table trade.voucher_void (
  party_id   uuid not null,
  voucher_id uuid not null,
  reason     text not null check (reason <> ''),
  voided_at  timestamptz not null,
  primary key (party_id, voucher_id)
)
--;
comment on table trade.voucher_void is 'Why a voucher was voided; once.'
--;
create index operator_credit_tail_idx on registry.operator (right(credit_code, 6)) where state = 'approved'
