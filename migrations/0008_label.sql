create schema label
--;
comment on schema label is 'Commitment certificates and print runs of trace labels.'
--;
create table label.certificate (
  party_id       uuid not null,
  certificate_id uuid not null,
  code           text not null,
  style          integer not null constraint certificate_style_known check (style in (1, 2)),
  basis          text[] not null constraint certificate_basis_known check (
    cardinality(basis) > 0 and basis <@ array['quality_control', 'own_test', 'entrusted_test']),
  holding_id     uuid not null,
  home_id        uuid not null,
  item_id        uuid not null,
  batch_code     text not null,
  product_name   text not null,
  class_code     text not null,
  sector         text,
  quantity       numeric not null check (quantity > 0),
  unit           text not null,
  origin         text not null,
  issuer_name    text not null,
  contact        text not null,
  test_reports   text[] not null,
  other_proofs   text[] not null,
  language       text not null,
  issued_at      timestamptz not null,
  voided_by      uuid,
  voided_at      timestamptz,
  primary key (party_id, certificate_id)
)
--;
comment on table label.certificate is 'Commitment certificate 承诺达标合格证 of a batch, at its issuer, with its elements as they were promised (Order 2025 No. 4). The application may only void it: voided_by is the account, the reason is in label.certificate_void.'
--;
comment on column label.certificate.other_proofs is 'Style 2: numbers of certificates and other proofs on paper that were collected and are kept, as the issuer declares them.'
--;
create unique index certificate_batch_unique on label.certificate (party_id, holding_id) where voided_at is null
--;
create index certificate_holding_idx on label.certificate (party_id, holding_id)
--;
create index certificate_issued_idx on label.certificate (party_id, issued_at desc, certificate_id desc)
--;
create table label.certificate_void (
  party_id       uuid not null,
  certificate_id uuid not null,
  reason         text not null check (reason <> ''),
  voided_at      timestamptz not null,
  primary key (party_id, certificate_id)
)
--;
comment on table label.certificate_void is 'Why a certificate was voided; once.'
--;
create table label.collected (
  party_id           uuid not null,
  certificate_id     uuid not null,
  source_party       uuid not null,
  source_certificate uuid not null,
  code               text not null,
  primary key (party_id, certificate_id, source_party, source_certificate)
)
--;
comment on table label.collected is 'Certificates that a purchaser had collected when it issued its own: they stay linked to it, whatever happens to the goods later.'
--;
create table label.certificate_of (
  home_id        uuid not null,
  item_id        uuid not null,
  party_id       uuid not null,
  certificate_id uuid not null,
  primary key (home_id, item_id, party_id, certificate_id)
)
--;
comment on table label.certificate_of is 'Certificates of an item, at the item''s home, so that a scan finds them without asking every issuer.'
--;
create table label.print_run (
  party_id         uuid not null,
  run_id           uuid not null,
  holding_id       uuid not null,
  batch_code       text not null,
  product_name     text not null,
  sector           text,
  template         text not null constraint print_run_template_known check (template in ('3x8', '2x5', '60x40', '70x50')),
  copies           integer not null check (copies > 0),
  used             integer not null check (used >= 0),
  cut_lines        boolean not null,
  certificate_code text,
  language         text not null,
  label            text not null,
  printed_at       timestamptz not null,
  printed_by       uuid not null,
  primary key (party_id, run_id)
)
--;
comment on table label.print_run is 'Print run 打印任务 of trace labels: how many of which batch on what. label: what stood on each as JSON, so that the same run always prints the same. certificate_code: 证码合一, the label is also that certificate.'
--;
create index print_run_printed_idx on label.print_run (party_id, printed_at desc, run_id desc)
--;
create index print_run_holding_idx on label.print_run (party_id, holding_id)
