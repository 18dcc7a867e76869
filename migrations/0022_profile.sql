alter table production.record drop constraint record_object_check
--;
alter table production.record add constraint record_object_known check (object in ('plot', 'group', 'batch', 'piece', 'asset', 'party'))
--;
alter table production.record add column personal_sealed text
--;
alter table production.record add column personal_masked jsonb
--;
comment on column production.record.personal_sealed is 'Values of personal fields, sealed as one text; in fields stands a pseudonym of each, which is the same for the same value.'
--;
comment on column production.record.personal_masked is 'What readers see of the personal values, by the path of the field.'
--;
alter table production.record add column findings jsonb not null default '[]'
--;
comment on column production.record.findings is 'What the rules of the profile said when it was recorded and that did not stop it: rule, action, text in two languages, source, confidence.'
--;
create index record_party_idx on production.record (party_id, profile, happened_at) where holding_ids = '{}'
--;
alter table production.signal alter column holding_id drop not null
--;
alter table production.signal add column rule text, add column text_zh text, add column text_en text, add column source text
--;
comment on column production.signal.rule is 'Of kind rule and late_fact: the rule of the profile, what it says in two languages, and the law or notice behind it. holding_id: null where the event is about no goods.'
--;
create table production.task (
  party_id   uuid not null,
  task_id    uuid not null,
  profile    text not null,
  sector     text not null,
  record_id  uuid not null,
  rule       text not null,
  text_zh    text not null,
  text_en    text not null,
  source     text not null,
  due_on     date,
  opened_at  timestamptz not null,
  done_at    timestamptz,
  done_by    uuid,
  note       text,
  primary key (party_id, task_id)
)
--;
comment on table production.task is 'Work that a rule of a profile opened: what is to be done, by when, and when the operator said that it was. record_id is the record that opened it.'
--;
create index task_open_idx on production.task (party_id, due_on, task_id) where done_at is null
--;
create table registry.licence (
  party_id    uuid not null,
  licence_id  uuid not null,
  kind        text not null,
  number      text not null check (number <> ''),
  issuer      text not null,
  valid_from  date,
  valid_to    date,
  limits      jsonb not null,
  document_id uuid,
  state       text not null constraint licence_state_known check (state in ('filed', 'confirmed', 'refused', 'withdrawn', 'revoked')),
  reviewer_id uuid not null,
  reason      text,
  filed_at    timestamptz not null,
  decided_at  timestamptz,
  decided_by  uuid,
  primary key (party_id, licence_id)
)
--;
comment on table registry.licence is 'A licence or permit to do business that an operator filed, and what its agency decided: only confirmed ones count, on the days from valid_from to valid_to, both included. kind: as the roles of profiles name it.'
--;
create unique index licence_live_unique on registry.licence (party_id, kind, number) where state in ('filed', 'confirmed')
--;
create index licence_queue_idx on registry.licence (reviewer_id, filed_at, licence_id) where state = 'filed'
--;
create table registry.party_role (
  party_id   uuid not null,
  profile    text not null,
  role       text not null,
  from_date  date not null,
  to_date    date,
  set_by     uuid not null,
  set_at     timestamptz not null,
  primary key (party_id, profile, role, from_date)
)
--;
comment on table registry.party_role is 'What an operator is in the chain of a profile, as it says itself, from a day to a day (to excluded; null: still): rules judge by the roles and by the licences that these roles need.'
--;
create table catalogue.traced_class (
  entry_id    uuid primary key,
  class_code  text not null,
  profile     text not null,
  division_id text not null,
  valid_from  date not null,
  valid_to    date,
  decision_no text not null check (decision_no <> ''),
  reason      text not null check (reason <> ''),
  set_by      uuid not null,
  set_at      timestamptz not null,
  ended_decision text,
  ended_by    uuid,
  ended_at    timestamptz
)
--;
comment on table catalogue.traced_class is 'The dynamic catalogue of important products: this class follows this profile in this division (0: the country) from a day to a day (excluded), by a decision. The narrowest class wins, then the narrowest division; where no row speaks the prefixes of the profiles do.'
--;
create index traced_class_code_idx on catalogue.traced_class (class_code, valid_from)
--;
create table catalogue.profile_overlay (
  overlay_id  uuid primary key,
  profile     text not null,
  division_id text not null,
  version     integer not null,
  state       text not null constraint overlay_state_known check (state in ('proposed', 'approved', 'refused', 'withdrawn')),
  valid_from  date not null,
  valid_to    date,
  changes     jsonb not null,
  decision_no text not null check (decision_no <> ''),
  reason      text not null check (reason <> ''),
  proposed_by uuid not null,
  proposed_party uuid not null,
  proposed_at timestamptz not null,
  decided_by  uuid,
  decided_at  timestamptz,
  decided_reason text,
  constraint overlay_version_unique unique (profile, division_id, version)
)
--;
comment on table catalogue.profile_overlay is 'What a province asks for beyond a profile: fields added to its events and fields asked for more strictly, from a day to a day (excluded). Proposed by one account and approved by another; a later version replaces the earlier from its first day.'
