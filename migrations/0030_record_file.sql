create table production.file (
  party_id     uuid not null,
  file_id      uuid not null,
  name         text not null check (name <> ''),
  content_type text not null,
  size         integer not null check (size > 0),
  sha256       text not null,
  added_at     timestamptz not null,
  added_by     uuid not null,
  primary key (party_id, file_id)
)
--;
comment on table production.file is 'Photo or paper that a file field of a record names by its id. The bytes are a blob of this sha256. A row that no record names is an upload whose form was never sent.'
