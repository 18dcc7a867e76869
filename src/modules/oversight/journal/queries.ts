import { type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { actorNames, partiesInScope, partyNames, partyOfActor } from '../../identity/index.ts'
import { batchNames, unscopedHolds } from '../../trace/index.ts'
import { textDays, textMaySearch } from './rules.ts'
import type { JournalEntry, listJournal } from './schema.ts'

type Filter = Input<typeof listJournal>

/**
 * Journals that this person may read. An operator: its own. An agency: its own, and those of the parties in its
 * jurisdiction as every other read (`partiesInScope`); of operators only with `operator:read`, so that the platform's
 * administrator, who sees no operator's data, does not see it here either.
 */
const journalOf = (db: Db, actor: Actor) =>
  db
    .selectFrom('platform.journal as j')
    .select(['j.partyId', 'j.seq', 'j.kind', 'j.about', 'j.eventId', 'j.actorId', 'j.onBehalfOf', 'j.data', 'j.at'])
    .where((eb) => {
      const own = eb('j.partyId', '=', actor.partyId)
      if (actor.kind !== 'agency') return own
      const below = partiesInScope(actor, 'j.partyId')
      const agency = sql<SqlBool>`exists (select 1 from identity.agency g where g.party_id = j.party_id)`
      return eb.or([own, actor.permissions.includes('operator:read') ? below : eb.and([agency, below])])
    })

/**
 * The journal, newest first: one party's by its numbers (the primary key), several parties' by time.
 * It lives here and not with the table in the platform, which knows no party, nor in identity: oversight stands above
 * every module that writes entries, so it has the word for each. Reading it is not journalled itself: it shows no
 * sealed value (mission H4 asks for the audit of every write and of reads of personal data; those are commands).
 * @throws invalid `journal.text_too_wide`.
 */
export async function searchJournal(db: Db, actor: Actor, f: Filter): Promise<Output<typeof listJournal>> {
  if (f.text !== undefined && !textMaySearch(f))
    throw new AppError('invalid', 'journal.text_too_wide', { days: textDays })
  // what an account does stands in its own party's journal: one party is read instead of all
  const partyId = f.partyId ?? (f.actorId && (await partyOfActor(db, f.actorId)))
  if (f.actorId !== undefined && partyId === undefined) return { items: [], nextCursor: null }
  const one = partyId !== undefined || actor.kind !== 'agency'
  const after = decodeCursor(f.cursor, ['time', 'id', 'count'])
  const rows = await journalOf(db, actor)
    .$if(partyId !== undefined, (q) => q.where('j.partyId', '=', partyId!))
    .$if(f.kind !== undefined, (q) => q.where('j.kind', '=', f.kind!))
    .$if(f.actorId !== undefined, (q) => q.where('j.actorId', '=', f.actorId!))
    .$if(f.about !== undefined, (q) => q.where('j.about', '=', f.about!))
    .$if(f.from !== undefined, (q) => q.where('j.at', '>=', `${f.from}T00:00:00+08:00`))
    .$if(f.to !== undefined, (q) =>
      q.where(sql<SqlBool>`j.at < ${`${f.to}T00:00:00+08:00`}::timestamptz + interval '1 day'`),
    )
    .$if(f.text !== undefined, (q) =>
      q.where(sql<SqlBool>`(position(lower(${f.text!}) in lower(j.data::text)) > 0 or j.about = ${f.text!})`),
    )
    .$if(after !== undefined && one, (q) => q.where('j.seq', '<', after![2]))
    .$if(after !== undefined && !one, (q) =>
      q.where(
        sql<SqlBool>`(j.at, j.party_id, j.seq) < (${after![0]}::timestamptz, ${after![1]}::uuid, ${after![2]}::bigint)`,
      ),
    )
    .$if(!one, (q) => q.orderBy('j.at', 'desc').orderBy('j.partyId', 'desc'))
    .orderBy('j.seq', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.at, r.partyId, r.seq])
  return { items: await named(db, items), nextCursor }
}

type Row = Awaited<ReturnType<ReturnType<typeof journalOf>['execute']>>[number]

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const visitorId = '00000000-0000-0000-0000-000000000000'
const platformId = '00000000-0000-0000-0000-000000000001'

/** Rows with the names of who acted, and of what it is about where that has one. */
async function named(db: Db, rows: readonly Row[]): Promise<JournalEntry[]> {
  const abouts = rows.flatMap((r) => idIn(r.about) ?? [])
  const others = rows.flatMap((r) => [...(idIn(r.onBehalfOf) ?? []), ...(idIn(dataOf(r)['partyId']) ?? [])])
  const parties = await partyNames(db, [...rows.map((r) => r.partyId), ...abouts, ...others])
  const actors = await actorNames(db, [...rows.map((r) => r.actorId), ...abouts])
  const batches = await batchNames(
    db,
    rows.flatMap((r) => goodsOf(r) ?? []),
  )
  const holds = await unscopedHolds(
    db,
    rows.flatMap((r) => (isHold(r) ? [{ issuerId: r.partyId, holdId: r.about! }] : [])),
  )
  return rows.map((r) => {
    const actor = actors.get(r.actorId)
    const about = parties.get(r.about ?? '') ?? actors.get(r.about ?? '')
    return {
      ...r,
      partyName: parties.get(r.partyId)?.name ?? '',
      aboutName:
        about?.name ?? holds.get(r.about ?? '')?.reason ?? parties.get(String(dataOf(r)['partyId']))?.name ?? null,
      goods: batches.get(goodsOf(r)?.holdingId ?? '') ?? null,
      actor: actor?.kind ?? (r.actorId === visitorId ? 'visitor' : r.actorId === platformId ? 'platform' : 'account'),
      actorName: actor?.name ?? null,
      onBehalfOfName: (r.onBehalfOf && parties.get(r.onBehalfOf)?.name) ?? null,
      data: r.data as JournalEntry['data'],
    }
  })
}

const dataOf = (r: Row) => r.data as Record<string, unknown>
const idIn = (value: unknown): string[] | undefined =>
  typeof value === 'string' && uuid.test(value) ? [value] : undefined
const isHold = (r: Row): boolean => r.kind.startsWith('hold.') && idIn(r.about) !== undefined

/** The batch of an entry, which is of the party whose journal it stands in. */
function goodsOf(r: Row): { partyId: string; holdingId: string } | undefined {
  const [holdingId] = idIn(dataOf(r)['holdingId']) ?? (r.kind.startsWith('batch.') ? (idIn(r.about) ?? []) : [])
  return holdingId && !isHold(r) ? { partyId: r.partyId, holdingId } : undefined
}
