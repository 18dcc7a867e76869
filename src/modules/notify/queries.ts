import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/command.ts'
import { decodeCursor, page } from '../../platform/cursor.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { Input, Output } from '../../platform/endpoint.ts'
import { say } from '../../platform/i18n.ts'
import { stableId } from '../../platform/id.ts'
import { partyNames } from '../identity/index.ts'
import type { NewNotice, NoticeKind } from './rules.ts'
import type * as api from './schema.ts'
import { notifyWords } from './words.ts'

/** The notices of the actor's own party: nobody reads another's. */
const noticesFor = (db: Db, actor: Actor) => db.selectFrom('notify.notice').where('partyId', '=', actor.partyId)

/** One's own notices, newest first, with how many are unread. */
export async function listNoticesOf(
  { db, actor }: Ctx,
  f: Input<typeof api.listNotices>,
): Promise<Output<typeof api.listNotices>> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const rows = await noticesFor(db, actor)
    .select(['noticeId', 'kind', 'about', 'data', 'createdAt', 'readAt'])
    .$if(f.unread === 'yes', (q) => q.where('readAt', 'is', null))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(created_at, notice_id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('noticeId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { unread } = await noticesFor(db, actor)
    .select(({ fn }) => fn.countAll<string>().as('unread'))
    .where('readAt', 'is', null)
    .executeTakeFirstOrThrow()
  const fromOf = (data: unknown) => String((data as Record<string, unknown>)['fromId'])
  const names = await partyNames(db, [...new Set(rows.map((r) => fromOf(r.data)))])
  const shown = rows.map((r) => {
    const data = r.data as Record<string, unknown>
    const fromName = names.get(fromOf(data))?.name ?? null
    const text = say(notifyWords, `notice.${r.kind}`, actor.language, {
      ...Object.fromEntries(Object.entries(data).map(([k, v]) => [k, v ?? ''])),
      unit: data['unit'] ?? '',
      from: fromName ?? '—',
    })
    return { ...r, kind: r.kind as NoticeKind, fromId: fromOf(data), fromName, data, text }
  })
  return { ...page(shown, f.limit, (r) => [r.createdAt, r.noticeId]), unread: Number(unread) }
}

/** Marks own unread notices as read. @returns how many were unread. */
export async function setRead(tx: Tx, actor: Actor, noticeIds: readonly string[], now: string): Promise<number> {
  const done = await tx
    .updateTable('notify.notice')
    .set({ readAt: now, readBy: actor.accountId })
    .where('partyId', '=', actor.partyId)
    .where('noticeId', 'in', noticeIds)
    .where('readAt', 'is', null)
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}

/** Writes notices; one that a party has been told already is left alone. */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[], now: string): Promise<void> {
  if (!notices.length) return
  await sql`insert into notify.notice (party_id, notice_id, kind, about, data, created_at)
    select n.party_id, n.notice_id, n.kind, n.about, n.data::jsonb, ${now}::timestamptz
    from unnest(${notices.map((n) => n.partyId)}::uuid[],
      ${notices.map((n) => stableId(`${n.partyId}/${n.kind}/${n.about}`))}::uuid[], ${notices.map((n) => n.kind)}::text[],
      ${notices.map((n) => n.about)}::text[], ${notices.map((n) => JSON.stringify(n.data))}::text[])
      as n (party_id, notice_id, kind, about, data)
    on conflict do nothing`.execute(tx)
}
