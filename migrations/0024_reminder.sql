create schema asset
--;
comment on schema asset is 'Assets (lifts, cylinders): their open duties, kept from their histories.'
--;
create table asset.duty (
  party_id    uuid not null,
  duty_id     uuid not null,
  profile     text not null,
  code        text not null,
  kind        text not null,
  sector      text not null,
  due_on      date not null,
  remind_from date not null,
  blocks      boolean not null,
  noted_at    timestamptz not null,
  primary key (party_id, duty_id)
)
--;
comment on table asset.duty is 'The open dated duties of an asset, reckoned from its history when something is recorded about it and each night once they come near: for the desk of agencies and for reminders. party_id: who owes it. The page of an asset reckons anew and does not read this.'
--;
create index duty_due_idx on asset.duty (due_on, party_id, duty_id)
--;
create index duty_remind_idx on asset.duty (remind_from, party_id)
--;
create index duty_asset_idx on asset.duty (profile, code)
--;
create table notify.reminder (
  party_id uuid not null,
  about    text not null,
  told_at  timestamptz not null,
  primary key (party_id, about)
)
--;
comment on table notify.reminder is 'What a party has been reminded of by the daily job, so that nothing is told twice: about names the duty, licence or task with its day and the stage.'
--;
create index licence_expiry_idx on registry.licence (valid_to) where state = 'confirmed' and valid_to is not null
--;
create index task_due_idx on production.task (due_on) where done_at is null and due_on is not null
