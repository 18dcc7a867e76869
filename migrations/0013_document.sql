create table registry.document (
  party_id     uuid not null,
  document_id  uuid not null,
  filing_id    uuid not null,
  kind         text not null constraint document_kind_known check (kind in ('business_licence', 'identity_card', 'certification', 'other')),
  name         text not null check (name <> ''),
  content_type text not null,
  size         integer not null check (size > 0),
  sha256       text not null,
  added_at     timestamptz not null,
  added_by     uuid not null,
  removed_at   timestamptz,
  primary key (party_id, document_id),
  foreign key (party_id, filing_id) references registry.filing (party_id, filing_id)
)
--;
comment on table registry.document is 'Document 材料 (licence, identity card, certification) that an operator handed in with a filing. The bytes are a blob of this sha256; they stay when it is removed, because an officer may have decided by them.'
--;
create index document_filing_idx on registry.document (party_id, filing_id) where removed_at is null
