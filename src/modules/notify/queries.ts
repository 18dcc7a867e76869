import { sql } from 'kysely'
import { normalise } from '../../kernel/quantity.ts'
import { isUnit, UNITS } from '../../kernel/unit.ts'
import type { Actor } from '../../platform/actor.ts'
import { decodeCursor, page } from '../../platform/cursor.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { Input, Output } from '../../platform/endpoint.ts'
import { type Language, say } from '../../platform/i18n.ts'
import { newId } from '../../platform/id.ts'
import { partyNames } from '../identity/index.ts'
import type { NoticeData, NoticeKind } from './rules.ts'
import type { listNotices, Notice } from './schema.ts'
import { notifyWords } from './words.ts'

export type NewNotice = { partyId: string; kind: NoticeKind; about: string; data: NoticeData }

/** Tells each party once of the same thing, whatever is retried. */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[], at: string): Promise<void> {
  if (!notices.length) return
  // in one order, so that two that tell the same parties wait instead of deadlocking
  const rows = [...notices].sort((a, b) => (a.partyId < b.partyId ? -1 : 1))
  await sql`insert into notify.notice (party_id, notice_id, kind, about, data, created_at)
    select n.party_id, n.notice_id, n.kind, n.about, n.data::jsonb, ${at}::timestamptz
    from unnest(${rows.map((n) => n.partyId)}::uuid[], ${rows.map(() => newId())}::uuid[],
      ${rows.map((n) => n.kind)}::text[], ${rows.map((n) => n.about)}::text[],
      ${rows.map((n) => JSON.stringify(n.data))}::text[]) as n (party_id, notice_id, kind, about, data)
    on conflict (party_id, kind, about) do nothing`.execute(tx)
}

/** How many of the actor's notices nobody has read. */
export async function unreadCount(db: Db | Tx, actor: Actor): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) from notify.notice
    where party_id = ${actor.partyId} and read_at is null`.execute(db)
  return Number(rows[0]!.count)
}

/** The actor's own notices, newest first, in its language. */
export async function listOwnNotices(
  db: Db,
  actor: Actor,
  f: Input<typeof listNotices>,
): Promise<Output<typeof listNotices>> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const rows = await db
    .selectFrom('notify.notice')
    .select(['noticeId', 'kind', 'data', 'createdAt', 'readAt'])
    .where('partyId', '=', actor.partyId)
    .$if(f.unread !== undefined, (q) => q.where('readAt', f.unread === 'yes' ? 'is' : 'is not', null))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(created_at, notice_id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('noticeId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.createdAt, r.noticeId])
  const names = await partyNames(
    db,
    items.flatMap((r) => (r.data as NoticeData)['party'] ?? []),
  )
  const shown = items.map((r): Notice => {
    const data = r.data as NoticeData
    const party = names.get(data['party'] ?? '')
    const name = (actor.language === 'en' && party?.nameEn) || party?.name
    return { ...r, kind: r.kind as NoticeKind, data, text: textOf(r.kind, data, name, actor.language) }
  })
  return { items: shown, unread: await unreadCount(db, actor), nextCursor }
}

function textOf(kind: string, data: NoticeData, party: string | undefined, language: Language): string {
  const { quantity, unit } = data
  const amount = quantity && unit ? `${normalise(quantity)} ${isUnit(unit) ? UNITS[unit].names[language] : unit}` : ''
  // what has names in two languages keeps both: `dutyZh`, `dutyEn`
  const ending = language === 'zh' ? 'Zh' : 'En'
  const named = Object.entries(data).flatMap(([k, v]) => (k.endsWith(ending) ? [[k.slice(0, -2), v ?? '']] : []))
  return say(notifyWords, `notice.${kind}`, language, {
    ...Object.fromEntries(Object.entries(data).map(([k, v]) => [k, v ?? ''])),
    ...Object.fromEntries(named),
    party: party ?? say(notifyWords, 'notice.nobody', language),
    contact: data['contact'] ?? say(notifyWords, 'notice.no_contact', language),
    quantity: amount,
  }).trim()
}

/** Marks the actor's own notices as read, all of them without ids. */
export async function setRead(tx: Tx, actor: Actor, noticeIds: readonly string[] | undefined, at: string) {
  await tx
    .updateTable('notify.notice')
    .set({ readAt: at, readBy: actor.accountId })
    .where('partyId', '=', actor.partyId)
    .where('readAt', 'is', null)
    .$if(noticeIds !== undefined, (q) => q.where('noticeId', '=', sql<string>`any(${[...noticeIds!]}::uuid[])`))
    .execute()
}
