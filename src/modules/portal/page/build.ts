import { sql } from 'kysely'
import type { CodeKind } from '../../../kernel/code.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { batchContent } from './batch.ts'
import type { CodeRow, Content } from './content.ts'
import { certificateContent, voucherContent } from './documents.ts'
import { subjectContent } from './subject.ts'

/** Goes up whenever pages look or read otherwise: a page made with another number is made again when it is scanned. */
export const TEMPLATE = 3

/** What a code of ours leads to; undefined when we did not issue it. */
async function contentOf(db: Db, code: string, kind: CodeKind): Promise<Content | undefined> {
  if (kind === 'subject') return subjectContent(db, code)
  const row = (await db
    .selectFrom('trace.code')
    .select(['code', 'kind', 'state', 'homeId', 'itemId', 'partyId', 'targetId', 'voidedAt'])
    .where('code', '=', code)
    .executeTakeFirst()) as CodeRow | undefined
  if (!row) return undefined
  if (kind === 'batch') return batchContent(db, row)
  return kind === 'voucher' ? voucherContent(db, row) : certificateContent(db, row)
}

/**
 * Makes the page of a code and keeps it. Nothing that changes meanwhile is missed: `marks` is read before the facts, and
 * what the page was made from is noted before they are read for the last time, so a change is either read or marked.
 * @returns undefined when the code leads nowhere.
 */
export async function buildPage(db: Db, code: string, kind: CodeKind, now: string): Promise<Content | undefined> {
  const { marks, builtMarks } = await write(db, async (tx) => {
    await sql`insert into portal.page (code, kind, marks) values (${code}, ${kind}, 0)
      on conflict (code) do nothing`.execute(tx)
    return tx
      .selectFrom('portal.page')
      .select(['marks', 'builtMarks'])
      .where('code', '=', code)
      .executeTakeFirstOrThrow()
  })
  const noted = new Set<string>()
  let content = await contentOf(db, code, kind)
  while (content) {
    const fresh = content.sources.filter((s) => !noted.has(`${s.partyId} ${s.aboutId}`))
    if (!fresh.length) break
    const isNew = await noteSources(db, code, fresh)
    // all of them known from an earlier page: changes were marked all along
    if (!isNew && builtMarks !== null) break
    for (const s of fresh) noted.add(`${s.partyId} ${s.aboutId}`)
    content = await contentOf(db, code, kind)
  }
  if (!content) return undefined
  const { state, stateAt, holdings, body } = content
  await write(db, (tx) =>
    sql`update portal.page set built_marks = ${marks}, template = ${TEMPLATE}, state = ${state}, state_at = ${stateAt},
        zh = ${body.zh}, en = ${body.en}, built_at = ${now},
        party_ids = ${holdings.map((h) => h.partyId)}::uuid[],
        holding_ids = ${holdings.map((h) => h.holdingId)}::uuid[]
      where code = ${code} and (built_marks is null or built_marks <= ${marks})`.execute(tx),
  )
  return content
}

const write = <T>(db: Db, run: (tx: Tx) => Promise<T>): Promise<T> => db.transaction().execute(run)

/** @returns whether any of them was new. */
async function noteSources(db: Db, code: string, sources: Content['sources']): Promise<boolean> {
  const { rows } = await write(db, (tx) =>
    sql`insert into portal.page_source (party_id, about_id, code)
      select s.party_id, s.about_id, ${code}
      from unnest(${sources.map((s) => s.partyId)}::uuid[], ${sources.map((s) => s.aboutId)}::uuid[]) as s (party_id, about_id)
      on conflict do nothing
      returning code`.execute(tx),
  )
  return rows.length > 0
}
