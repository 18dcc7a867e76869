import type pg from 'pg'

/**
 * Somebody who answers for it says why signing goes on after a halt. As the owner of the database: the application may
 * not. @returns the halt that was open, undefined when none was.
 */
export async function acknowledge(
  owner: Pick<pg.Client, 'query'>,
  note: string,
  now: string,
): Promise<{ reason: string; publishedSize: string; size: string } | undefined> {
  if (!note.trim()) throw new Error('a reason is needed')
  const { rows } = await owner.query<{ reason: string; publishedSize: string; size: string }>(
    `with open as (
       select h.* from proof.halt h where not exists (select 1 from proof.acknowledgement a where a.halted_at = h.halted_at)),
     done as (insert into proof.acknowledgement (halted_at, acknowledged_at, note) select halted_at, $1, $2 from open)
     select reason, published_size as "publishedSize", size from open order by halted_at desc limit 1`,
    [now, note.trim()],
  )
  return rows[0]
}
