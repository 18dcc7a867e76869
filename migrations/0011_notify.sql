create schema notify
--;
comment on schema notify is 'Notices to operators and agencies.'
--;
create table notify.notice (
  party_id   uuid not null,
  notice_id  uuid not null,
  kind       text not null,
  about      text not null,
  data       jsonb not null,
  created_at timestamptz not null,
  read_at    timestamptz,
  read_by    uuid,
  primary key (party_id, notice_id)
)
--;
comment on table notify.notice is 'Something a party is told once: a hold has reached its goods, a transfer has arrived, a filing was decided. The words are made from kind and data when it is read. about: what it is about.'
--;
create unique index notice_once on notify.notice (party_id, kind, about)
--;
create index notice_newest_idx on notify.notice (party_id, created_at desc, notice_id desc)
--;
create index notice_unread_idx on notify.notice (party_id) where read_at is null
