create schema catalogue
--;
comment on schema catalogue is 'Product classification, operators'' products, banned and restricted inputs.'
--;
create table catalogue.product_class (
  code              text primary key,
  parent_code       text,
  level             integer not null,
  path              text[] not null,
  name              text not null,
  name_en           text not null,
  pinyin            text not null,
  initials          text not null,
  sector            text not null,
  unit              text not null,
  certificate       text not null check (certificate in ('covered', 'not_covered', 'depends')),
  certificate_group text,
  source            text not null,
  verified          boolean not null,
  in_use            boolean not null
)
--;
comment on table catalogue.product_class is 'Product classification 产品分类: the standard''s classes and ours, each with its source; path: codes from the top down to itself. in_use: still in the file that was loaded last. Loaded from data/product-classification.'
--;
create index product_class_parent_idx on catalogue.product_class (parent_code, code)
--;
create table catalogue.substance (
  substance           text not null,
  kind                text not null,
  status              text not null check (status in ('banned', 'restricted')),
  basis               text not null,
  forbidden_on        text[] not null,
  forbidden_on_text   text,
  other_names         text[] not null,
  not_to_confuse_with text[] not null,
  valid_from          date,
  valid_to            date,
  confidence          text not null,
  primary key (substance, kind, status, basis)
)
--;
comment on table catalogue.substance is 'Substance that an input may not contain (banned) or not on some classes of product (restricted: forbidden_on, prefixes of class codes), from valid_from (null: always) until valid_to (excluded), with the notice and how sure we are. Loaded from data/inputs.'
--;
create table catalogue.product (
  party_id   uuid not null,
  product_id uuid not null,
  name       text not null check (name <> ''),
  spec       text not null,
  class_code text not null,
  unit       text not null,
  sector     text not null,
  profile    text not null,
  pinyin     text not null,
  initials   text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  retired_at timestamptz,
  primary key (party_id, product_id)
)
--;
comment on table catalogue.product is 'What an operator makes or sells. Items copy its words when they are made, so a later change does not rewrite the past; retired products can no longer be made.'
--;
create unique index product_name_unique on catalogue.product (party_id, name, spec) where retired_at is null
