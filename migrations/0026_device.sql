create schema device
--;
create table device.device (
  party_id        uuid not null,
  device_id       uuid not null,
  name            text not null check (name <> ''),
  serial_no       text not null check (serial_no <> ''),
  kind            text not null constraint device_kind_known check (kind in ('temperature', 'temperature_humidity')),
  registered_at   timestamptz not null,
  registered_by   uuid not null,
  secret_at       timestamptz not null,
  disabled_at     timestamptz,
  disabled_by     uuid,
  seen_at         timestamptz,
  last_at         timestamptz,
  last_celsius    numeric(9, 3),
  last_humidity   numeric(9, 3),
  refused         bigint not null default 0,
  last_error      text,
  last_error_text text,
  last_error_at   timestamptz,
  primary key (party_id, device_id)
)
--;
comment on table device.device is 'A logger of an operator: what it is called, when it was last heard of and what it last said (last_at: by its own clock), how many readings of it were refused and why the last one was. Its secret is in device.credential.'
--;
create unique index device_serial_unique on device.device (party_id, serial_no) where disabled_at is null
--;
create table device.credential (
  device_id   uuid primary key,
  party_id    uuid not null,
  secret_hash bytea not null,
  disabled_at timestamptz
)
--;
comment on table device.credential is 'Whose device this is and the SHA-256 of its secret (256 random bits), found by the id that it signs in with; switched off with the device.'
--;
create table device.reading (
  party_id    uuid not null,
  device_id   uuid not null,
  at          timestamptz not null,
  celsius     numeric(9, 3),
  humidity    numeric(9, 3),
  received_at timestamptz not null,
  constraint reading_says_something check (celsius is not null or humidity is not null),
  primary key (party_id, device_id, at)
)
--;
comment on table device.reading is 'What a logger measured, by its own clock; humidity in percent of relative humidity. The first that is heard of a time stays: a second of the same time is dropped.'
--;
create table device.binding (
  party_id        uuid not null,
  binding_id      uuid not null,
  device_id       uuid not null,
  container       text,
  from_at         timestamptz not null,
  to_at           timestamptz,
  low             numeric(9, 3),
  high            numeric(9, 3),
  max_gap_minutes integer not null,
  goods           jsonb not null,
  bound_by        uuid not null,
  bound_at        timestamptz not null,
  summarise_from  timestamptz,
  due_at          timestamptz,
  judge_from      timestamptz,
  judge_to        timestamptz,
  primary key (party_id, binding_id)
)
--;
comment on table device.binding is 'A logger was in a container, a vehicle, a fridge or with goods, from a time to a time (null: still). low and high: between what it should be there, from the label of the goods. goods: what was there and when, with its names. summarise_from, due_at: readings from then on are not yet told in an EPCIS event, and when they will be. judge_from, judge_to: between these readings outside the limits are not yet looked at.'
--;
create unique index binding_open_unique on device.binding (party_id, device_id) where to_at is null
--;
create index binding_device_idx on device.binding (party_id, device_id, from_at desc)
--;
create index binding_due_idx on device.binding (due_at) where due_at is not null
--;
create index binding_judge_idx on device.binding (judge_from) where judge_from is not null
--;
create table device.bound (
  home_id    uuid not null,
  item_id    uuid not null,
  party_id   uuid not null,
  binding_id uuid not null,
  device_id  uuid not null,
  from_at    timestamptz not null,
  to_at      timestamptz,
  primary key (home_id, item_id, party_id, binding_id, from_at)
)
--;
comment on table device.bound is 'What a logger was with, found by the item whoever holds it: the goods of device.binding, kept at the home of the item.'
--;
create table device.excursion (
  party_id     uuid not null,
  excursion_id uuid not null,
  binding_id   uuid not null,
  device_id    uuid not null,
  began_at     timestamptz not null,
  ended_at     timestamptz not null,
  lowest       numeric(9, 3) not null,
  highest      numeric(9, 3) not null,
  readings     integer not null,
  noticed_at   timestamptz not null,
  primary key (party_id, excursion_id)
)
--;
comment on table device.excursion is 'Readings one after the other outside the limits of a binding: the first and the last of them, how far they went. The holder is told once of each.'
--;
create index excursion_binding_idx on device.excursion (party_id, binding_id, began_at)
