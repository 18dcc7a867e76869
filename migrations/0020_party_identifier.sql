create table registry.identifier_claim (
  party_id    uuid not null,
  claim_id    uuid not null,
  kind        text not null constraint identifier_claim_kind_known check (kind in ('company_prefix', 'location', 'uri')),
  identifier  text not null,
  state       text not null constraint identifier_claim_state_known check (state in ('declared', 'confirmed', 'refused', 'withdrawn')),
  reviewer_id uuid not null,
  reason      text,
  declared_at timestamptz not null,
  decided_at  timestamptz,
  decided_by  uuid,
  primary key (party_id, claim_id)
)
--;
comment on table registry.identifier_claim is 'What an operator says identifies it outside the platform: a GS1 company prefix, a location or party number, or a URI of its own; with what its agency decided. reason: of a refusal.'
--;
create unique index identifier_claim_live_unique on registry.identifier_claim (party_id, identifier) where state in ('declared', 'confirmed')
--;
create index identifier_claim_queue_idx on registry.identifier_claim (reviewer_id, declared_at, claim_id) where state = 'declared'
--;
create table registry.party_identifier (
  identifier   text constraint party_identifier_pkey primary key,
  party_id     uuid not null,
  claim_id     uuid not null,
  confirmed_at timestamptz not null
)
--;
comment on table registry.party_identifier is 'Confirmed identifiers only, each of one party on the whole platform: gs1/prefix/<digits>, https://id.gs1.org/417/<GLN> for a global location number in any of its forms, or a URI as it is. Captured events find their parties here.'
