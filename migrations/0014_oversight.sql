create schema oversight
--;
comment on schema oversight is 'What waits for supervision.'
--;
create table oversight.finding (
  party_id   uuid not null,
  finding_id uuid not null,
  kind       text not null constraint finding_kind_known check (kind in ('refusal', 'signal')),
  sector     text,
  facts      jsonb not null,
  noted_at   timestamptz not null,
  settled_at timestamptz,
  settled_by uuid,
  primary key (party_id, finding_id)
)
--;
comment on table oversight.finding is 'Finding 问题线索 on the operator party_id for agencies to look into: a refused attempt that was reported, or a signal on a batch; finding_id is the refusal''s or the signal''s. settled_by: the agency that settled it; its note is in the journal. A signal that was withdrawn has no row.'
--;
create index finding_oldest_idx on oversight.finding (noted_at, finding_id) where settled_at is null
--;
insert into oversight.finding (party_id, finding_id, kind, sector, facts, noted_at)
select party_id, refusal_id, 'refusal', sector,
  jsonb_build_object('reason', reason, 'inputName', input_name, 'substance', substance, 'event', event), refused_at
from production.refusal
--;
insert into oversight.finding (party_id, finding_id, kind, sector, facts, noted_at)
select party_id, signal_id, 'signal', sector,
  jsonb_build_object('signal', kind, 'holdingId', holding_id, 'recordId', record_id, 'inputName', input_name,
    'allowedFrom', allowed_from), noted_at
from production.signal
where withdrawn_at is null
--;
create index journal_newest_idx on platform.journal (at, party_id, seq)
