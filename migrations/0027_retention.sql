create table trace.event_archive (
  party_id      uuid not null,
  event_id      uuid not null,
  profile       text,
  profile_event text,
  nonce         bytea,
  packed        bytea,
  archived_at   timestamptz not null,
  purged_at     timestamptz,
  decision      text,
  primary key (party_id, event_id),
  constraint event_archive_whole_or_purged check (
    (packed is null) = (nonce is null) and (packed is null) = (purged_at is not null))
)
--;
comment on table trace.event_archive is 'Texts of events past the time that they must be at hand (docs/domain/retention.md): packed is the gzip of the text that stood in trace.event_body, nonce that of its commitment, so that the log still proves it. What is left when both were purged by decision says which decision.'
--;
comment on column trace.event_archive.profile is 'With profile_event: what the step is called, so that an archived chain still reads.'
--;
alter table production.record add column archived_at timestamptz
--;
comment on column production.record.archived_at is 'Since then fields, findings and personal values of the record are in production.record_archive and empty here.'
--;
create table production.record_archive (
  party_id          uuid not null,
  record_id         uuid not null,
  batch_id          uuid not null,
  kept_until        date not null,
  packed            bytea,
  digest            bytea not null,
  persons           bytea,
  persons_digest    bytea,
  archived_at       timestamptz not null,
  persons_purged_at timestamptz,
  persons_decision  text,
  purged_at         timestamptz,
  decision          text,
  primary key (party_id, record_id),
  constraint record_archive_whole_or_purged check ((packed is null) = (purged_at is not null))
)
--;
comment on table production.record_archive is 'What production records said that are past their time: packed is the gzip of fields and findings, persons the gzip of the sealed and masked personal values; digests are SHA-256 of what was packed. batch_id is the command that archived them: its journal row, and so the log, commits to the digests of all its records.'
--;
create index record_archive_batch_idx on production.record_archive (party_id, batch_id)
--;
create schema retention
--;
comment on schema retention is 'Runs that archive and purge what is past its time.'
--;
create table retention.run (
  party_id       uuid not null,
  run_id         uuid not null,
  what           text not null constraint run_what_known check (what in ('archive', 'purge_persons', 'purge')),
  trial          boolean not null,
  state          text not null constraint run_state_known check (state in ('running', 'finished', 'stopped')),
  profile        text,
  operator_id    uuid,
  decision_no    text,
  reason         text not null check (reason <> ''),
  divisions      text[] not null,
  sectors        text[] not null,
  today          date not null,
  at_party       uuid,
  at_day         date,
  at_record      uuid,
  parties        bigint not null default 0,
  counts         jsonb not null default '{}',
  started_by     uuid not null,
  started_at     timestamptz not null,
  changed_at     timestamptz not null,
  ended_at       timestamptz,
  primary key (party_id, run_id),
  constraint run_purges_by_decision check (what = 'archive' or trial or decision_no <> '')
)
--;
comment on table retention.run is 'One run over the operators of an agency (party_id), one page of one operator''s records a step: at_party, at_day, at_record say how far it has come, so that one that was killed goes on where it stood. trial: counts only.'
--;
create index run_running_idx on retention.run (started_at, run_id) where state = 'running'
--;
create table retention.outcome (
  party_id  uuid not null,
  run_id    uuid not null,
  profile   text not null,
  event     text not null,
  outcome   text not null constraint outcome_known check (outcome in ('due', 'kept', 'blocked')),
  reason    text not null,
  records   bigint not null,
  primary key (party_id, run_id, profile, event, outcome, reason)
)
--;
comment on table retention.outcome is 'What a run found at one operator: how many records of an event were due, are kept longer, or are past their time and blocked, and why.'
--;
create index outcome_run_idx on retention.outcome (run_id, outcome, party_id)
--;
create table asset.number (
  number    text not null,
  profile   text not null,
  code      text not null,
  key       text not null,
  record_id uuid not null,
  noted_at  timestamptz not null,
  primary key (number, profile, code, key, record_id)
)
--;
comment on table asset.number is 'Numbers under which people look an asset up, as records say them: its code, device code, registration, rescue number. key: the field that says so. A number whose record was declared an error leads nowhere: the history is read before anything is shown.'
--;
insert into asset.number (number, profile, code, key, record_id, noted_at)
select distinct on (r.profile, c.code) c.code, r.profile, c.code, 'code', r.record_id, r.recorded_at
from production.record r, unnest(r.targets) as c (code)
where r.object = 'asset' and r.voided_at is null
order by r.profile, c.code, r.recorded_at
