create schema portal
--;
comment on schema portal is 'The public page: what a scan shows, and how often a code was scanned.'
--;
create table portal.page (
  code        text primary key,
  kind        text not null,
  marks       bigint not null,
  built_marks bigint,
  template    integer,
  state       text,
  state_at    timestamptz,
  zh          text,
  en          text,
  party_ids   uuid[],
  holding_ids uuid[],
  built_at    timestamptz
)
--;
comment on table portal.page is 'What the public page of a code shows, made when it is first scanned and made again when something it shows has changed. It only repeats what other modules know and can be emptied at any time.'
--;
comment on column portal.page.marks is 'How many changes were heard of; the page is up to date when built_marks, read before the page was made, is the same. template: version of the words and looks it was made with.'
--;
comment on column portal.page.holding_ids is 'With party_ids: every holding of the goods that the code names. A scan looks for open marks of holds on them, so a hold is seen at once and not when the page is made again.'
--;
alter table portal.page alter column zh set storage main
--;
alter table portal.page alter column en set storage main
--;
create table portal.page_source (
  party_id uuid not null,
  about_id uuid not null,
  code     text not null,
  primary key (party_id, about_id, code)
)
--;
comment on table portal.page_source is 'What a page was made from: a holding, or the party itself (about_id = party_id). When it changes, the pages of these codes are made again.'
--;
create table portal.scan (
  code     text primary key,
  count    bigint not null,
  first_at timestamptz not null,
  last_at  timestamptz not null
) with (fillfactor = 70)
--;
comment on table portal.scan is 'How often the page of an issued code was asked for, since when and when last. Written in batches, at most a second late.'
