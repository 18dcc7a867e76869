create table identity.preference (
  account_id       uuid primary key,
  language         text check (language in ('zh', 'en')),
  type_size        text not null check (type_size in ('normal', 'large')),
  theme            text not null check (theme in ('system', 'light', 'dark')),
  last_used_sealed text,
  updated_at       timestamptz not null
)
--;
comment on table identity.preference is 'How a person likes the screens. language: null is the browser''s. last_used_sealed: the values last given in each form, to offer them again; sealed, for they name persons.'
--;
create table identity.draft (
  party_id    uuid not null,
  account_id  uuid not null,
  form        text not null,
  body_sealed text not null,
  updated_at  timestamptz not null,
  primary key (party_id, account_id, form)
)
--;
comment on table identity.draft is 'A form that a person has begun and not sent: one for each account and form, the last writer wins. Sealed, for it holds what was typed about persons. Old ones go when the person keeps another.'
