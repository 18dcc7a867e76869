create schema control
--;
comment on schema control is 'Controlled goods: permits and what was used of them, named persons, in whose hands goods are, counts of stock.'
--;
create table control.permit (
  party_id         uuid not null,
  permit_id        uuid not null,
  profile          text not null,
  sector           text not null,
  kind             text not null,
  number           text not null check (number <> ''),
  issuer_id        uuid not null,
  counterpart_id   uuid,
  counterpart_name text,
  route            text[],
  valid_from       date not null,
  valid_to         date not null,
  remark           text,
  state            text not null constraint permit_state_known check (state in ('valid', 'closed', 'revoked')),
  reason           text,
  handed_in_on     date,
  handed_in_record uuid,
  ended_on         date,
  ended_by         uuid,
  ended_at         timestamptz,
  issued_by        uuid not null,
  issued_at        timestamptz not null,
  primary key (party_id, permit_id),
  constraint permit_days_in_order check (valid_from <= valid_to)
)
--;
comment on table control.permit is 'A permit to buy or to move controlled goods that an authority issued to an operator (party_id): good on the days from valid_from to valid_to, both included, until it is given back (handed_in_on), closed or revoked. kind: as the profile names it; counterpart: seller or carrier.'
--;
create index permit_issued_idx on control.permit (party_id, issued_at desc, permit_id desc)
--;
create index permit_sector_idx on control.permit (sector, issued_at desc, permit_id desc)
--;
create table control.permit_line (
  party_id   uuid not null,
  permit_id  uuid not null,
  line       integer not null,
  variety    text not null check (variety <> ''),
  granted    numeric not null check (granted > 0),
  used       numeric not null,
  unit       text not null,
  primary key (party_id, permit_id, line),
  constraint permit_line_kept check (used >= 0 and used <= granted)
)
--;
comment on table control.permit_line is 'What a permit grants: a variety in words or as a class of goods, how much, and how much of it events have used. Its row is the lock under which a sale looks at what is left.'
--;
create table control.permit_number (
  number    text not null,
  issuer_id uuid not null,
  party_id  uuid not null,
  permit_id uuid not null,
  constraint permit_number_once primary key (number, issuer_id)
)
--;
comment on table control.permit_number is 'Finds a permit by the number that an event names; an issuer gives a number once.'
--;
create table control.permit_for (
  party_id  uuid not null,
  holder_id uuid not null,
  permit_id uuid not null,
  issued_at timestamptz not null,
  primary key (party_id, holder_id, permit_id)
)
--;
comment on table control.permit_for is 'Permits in which a party is named as seller or carrier, at that party, so that it finds them.'
--;
create table control.permit_use (
  party_id      uuid not null,
  permit_id     uuid not null,
  record_party  uuid not null,
  record_id     uuid not null,
  line          integer not null,
  event         text not null,
  event_id      uuid,
  quantity      numeric not null check (quantity > 0),
  given_back    numeric not null,
  happened_on   date not null,
  recorded_at   timestamptz not null,
  voided_at     timestamptz,
  primary key (party_id, permit_id, record_party, record_id),
  constraint permit_use_kept check (given_back >= 0 and given_back <= quantity)
)
--;
comment on table control.permit_use is 'What an event used of a permit, in the unit of its line, once a record. given_back: goods that came back to the seller; voided_at: the record was declared an error.'
--;
create index permit_use_event_idx on control.permit_use (party_id, event_id) where event_id is not null
--;
create table control.given_back (
  party_id    uuid not null,
  event_id    uuid not null,
  permit_id   uuid not null,
  record_id   uuid not null,
  quantity    numeric not null,
  recorded_at timestamptz not null,
  primary key (party_id, event_id)
)
--;
comment on table control.given_back is 'A return or withdrawal of goods that gave something back to a permit, once an event.'
--;
create table control.person (
  party_id       uuid not null,
  person_id      uuid not null,
  profile        text not null,
  sector         text not null,
  role           text not null,
  name_masked    text not null,
  name_key       text not null,
  identity_masked text,
  licence_masked text,
  licence_key    text,
  sealed         text not null,
  valid_from     date not null,
  valid_to       date,
  revoked_on     date,
  reason         text,
  added_by       uuid not null,
  added_at       timestamptz not null,
  ended_by       uuid,
  ended_at       timestamptz,
  primary key (party_id, person_id)
)
--;
comment on table control.person is 'Persons of an operator who may have controlled goods in hand: keepers, blasters, safety officers, on the days from valid_from to valid_to (both included; null: still), until revoked_on (excluded).'
--;
comment on column control.person.name_key is 'Pseudonym of the name, as it stands in the fields of records; licence_key that of the licence. name, identity number and licence number are sealed together in sealed.'
--;
create index person_name_idx on control.person (party_id, profile, name_key)
--;
create table control.custody (
  party_id     uuid not null,
  record_id    uuid not null,
  line         integer not null,
  profile      text not null,
  sector       text not null,
  holding_id   uuid,
  product_name text,
  code         text,
  quantity     numeric not null check (quantity > 0),
  left_out     numeric not null,
  unit         text not null,
  person_key   text,
  person_id    uuid,
  since        timestamptz not null,
  until        timestamptz,
  recorded_at  timestamptz not null,
  alarmed_at   timestamptz,
  voided_at    timestamptz,
  primary key (party_id, record_id, line),
  constraint custody_kept check (left_out >= 0 and left_out <= quantity)
)
--;
comment on table control.custody is 'Controlled goods that a person of the unit took in hand: one row a code, or an amount; left_out is what is neither back nor used. person_key: pseudonym of the name in the record; until: end of the shift.'
--;
create unique index custody_code_once on control.custody (party_id, code) where left_out > 0 and code is not null and voided_at is null
--;
create index custody_out_idx on control.custody (party_id, since, record_id, line) where left_out > 0 and voided_at is null
--;
create index custody_due_idx on control.custody (until) where left_out > 0 and voided_at is null and alarmed_at is null
--;
create table control.custody_move (
  party_id     uuid not null,
  record_id    uuid not null,
  line         integer not null,
  profile      text not null,
  sector       text not null,
  event        text not null,
  effect       text not null constraint custody_effect_known check (effect in ('in', 'out', 'back', 'spent', 'lost')),
  holding_id   uuid,
  code         text,
  quantity     numeric not null,
  unit         text not null,
  person_key   text,
  person_id    uuid,
  keeper_id    uuid,
  until        timestamptz,
  out_record   uuid,
  out_line     integer,
  happened_on  date not null,
  happened_at  timestamptz not null,
  recorded_at  timestamptz not null,
  voided_at    timestamptz,
  primary key (party_id, record_id, line)
)
--;
comment on table control.custody_move is 'How an event moved controlled goods between store and person, one row a code or an amount; out_record and out_line name what of custody it settled.'
--;
create index custody_move_code_idx on control.custody_move (party_id, code, happened_at) where code is not null
--;
create index custody_move_out_idx on control.custody_move (party_id, out_record, out_line) where out_record is not null
--;
create table control.count (
  party_id    uuid not null,
  record_id   uuid not null,
  profile     text not null,
  sector      text not null,
  store       text,
  variety     text not null,
  typed       numeric,
  book        numeric,
  counted     numeric not null,
  unit        text,
  counted_on  date not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  voided_at   timestamptz,
  primary key (party_id, record_id)
)
--;
comment on table control.count is 'A count of a store: what the unit wrote as its book (typed), what the platform reckoned from its holdings and custody at that time (book; null where it could not tell), what was there.'
--;
create index count_counted_idx on control.count (party_id, happened_at desc, record_id desc)
--;
create index count_sector_idx on control.count (sector, happened_at desc, record_id desc)
--;
alter table production.record add column moved jsonb, add column counterpart_id uuid
--;
comment on column production.record.moved is 'How much of which holdings the event moved, as it was judged: so that it is judged again on the same. counterpart_id: the other side of a transfer.'
