import { sql } from 'kysely'
import { findEvent, profiles } from '../../../industries/index.ts'
import { CODE_SCHEMES } from '../../../kernel/code-scheme.ts'
import type { Names } from '../../../kernel/names.ts'
import { profileAt } from '../../../kernel/profile.ts'
import type { Actor } from '../../../platform/actor.ts'
import { arrayText } from '../../../platform/array.ts'
import { civilDate } from '../../../platform/civil.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { partiesInScope, partyNames } from '../../identity/index.ts'
import { isForeignParty, openMarks } from '../../trace/index.ts'
import { pieceIdentifier } from '../rules.ts'
import type { CodeLine, getCode, listChildren, listCodes, SerialCode } from '../schema.ts'
import { requireUpload } from '../upload/queries.ts'
import {
  type CodeRow,
  type Found,
  holderOf,
  standingOf,
  stillCounting,
  unscopedChildCount,
  unscopedChildren,
  unscopedCodes,
} from './lookup.ts'

/** Schemes of every chain: for who scans without saying which. */
export const allSchemes = [...new Set(profiles.flatMap((p) => p.codeSchemes ?? []))]

const lineOf = ({ code, scheme, level, state }: Found): CodeLine => ({ code, scheme, level, state })

async function linesOf(db: Db, rows: readonly CodeRow[]): Promise<CodeLine[]> {
  return (
    await standingOf(
      db,
      rows.map((r) => ({ ...r, typed: r.code })),
    )
  ).map(lineOf)
}

/** The codes of an upload, in their order. @throws not_found `serial_upload.not_found` */
export async function listCodesOf(db: Db, actor: Actor, f: Input<typeof listCodes>): Promise<Output<typeof listCodes>> {
  const upload = await requireUpload(db, actor, f)
  const after = decodeCursor(f.cursor, ['text', 'id'])
  const homes = await db
    .selectFrom('serial.upload')
    .select('homes')
    .where('partyId', '=', upload.partyId)
    .where('uploadId', '=', upload.uploadId)
    .executeTakeFirst()
  const { rows } = await sql<CodeRow>`
    select c.home_id, c.code, c.item_id, c.scheme, c.level, c.maker_id, c.batch_home, c.batch_id, c.lot_home, c.lot_id,
      c.upload_id
    from serial.code c
    where c.home_id = any(${homes?.homes ?? []}::uuid[]) and c.upload_id = ${upload.uploadId}
      ${after ? sql`and c.code > ${after[0]}` : sql``}
    order by c.code limit ${f.limit + 1}`.execute(db)
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.code, r.itemId])
  return { items: await linesOf(db, items), nextCursor }
}

/** The code under whatever scheme it is on record, as far as this person may see it. */
async function requireSeen(db: Db, actor: Actor, text: string): Promise<{ code: Found; seen: Set<string> }> {
  const none = new AppError('not_found', 'serial_code.not_found', { code: text })
  // a text may fit several schemes: each chain's own, the narrowest first
  for (const schemes of readingsOf(allSchemes)) {
    const [row] = await unscopedCodes(db, [text], schemes)
    if (!row) continue
    const [code] = await standingOf(db, [row])
    const seen = await seenParties(db, actor, code!)
    if (seen) return { code: code!, seen }
  }
  throw none
}

/** All schemes together find the narrowest reading; those alone find a wider one that is on record. */
export const readingsOf = function* (all: readonly string[]): Generator<readonly string[]> {
  yield all
  for (const s of all) yield [s]
}

/**
 * Parties of a code that this person may see, if it may see the code: who coded it, who has it, who did something with it.
 * An operator sees its own; an agency those of its divisions, for codes of its sectors.
 */
async function seenParties(db: Db, actor: Actor, code: Found): Promise<Set<string> | undefined> {
  const { rows: facts } = await sql<{ partyId: string }>`
    select distinct party_id from serial.code_fact where home_id = ${code.homeId} and code = ${code.code}`.execute(db)
  const parties = [code.makerId, ...code.holders.map((h) => h.partyId), ...facts.map((f) => f.partyId)]
  const { rows } = await sql<{ partyId: string }>`
    select p.party_id from identity.party p
    where p.party_id = any(${arrayText([...new Set(parties)], true)}::uuid[]) and ${partiesInScope(actor, 'p.partyId')}`.execute(
    db,
  )
  if (!rows.length) return undefined
  if (actor.kind === 'agency') {
    const sector = await sectorOf(db, code)
    if (sector === null || !actor.sectors.includes(sector)) return undefined
  }
  return new Set(rows.map((r) => r.partyId))
}

type BatchItem = {
  code: string | null
  profile: string | null
  sector: string | null
  productName: string | null
  madeOn: string | null
}

async function batchOf(db: Db, { batchHome, batchId }: CodeRow): Promise<BatchItem | undefined> {
  if (!batchHome || !batchId) return undefined
  return db
    .selectFrom('trace.item')
    .select(['code', 'profile', 'sector', 'productName', 'madeOn'])
    .where('homeId', '=', batchHome)
    .where('itemId', '=', batchId)
    .executeTakeFirst()
}

async function sectorOf(db: Db, code: CodeRow): Promise<string | null> {
  const batch = await batchOf(db, code)
  if (batch) return batch.sector
  const upload = await db
    .selectFrom('serial.upload')
    .select('sector')
    .where('partyId', '=', code.makerId)
    .where('uploadId', '=', code.uploadId)
    .executeTakeFirst()
  return upload?.sector ?? null
}

/** A code with what is around it and in it, its batch, where it is and its way. @throws not_found `serial_code.not_found` */
export async function requireCode(
  db: Db,
  actor: Actor,
  { code: text }: Input<typeof getCode>,
  now: string,
): Promise<SerialCode> {
  const { code, seen } = await requireSeen(db, actor, text)
  const batch = await batchOf(db, code)
  const parents = await linesOf(db, code.parentCodes)
  const holder = holderOf(code.holders, actor.partyId)
  const mayName = (partyId: string) => seen.has(partyId) || (actor.kind === 'agency' && !isForeignParty(partyId))
  const shownHolder = holder && mayName(holder.partyId) && !isForeignParty(holder.partyId) ? holder : undefined
  const marks = holder ? await openMarks(db, [holder]) : []
  const around = new Set([code.itemId, ...code.parents.map((p) => p.itemId)])
  const flow = await flowOf(db, code, batch?.profile ?? null, now)
  const names = await partyNames(db, [
    code.makerId,
    ...(shownHolder ? [shownHolder.partyId] : []),
    ...flow.flatMap((f) => [f.partyId, ...(f.counterpartId ? [f.counterpartId] : [])]),
  ])
  const nameOf = (partyId: string | null) => (partyId === null ? null : (names.get(partyId)?.name ?? null))
  const scheme = CODE_SCHEMES.find((s) => s.id === code.scheme)
  return {
    ...lineOf(code),
    identifier: pieceIdentifier(code.code, allSchemes)?.identifier ?? code.code,
    schemeNames: scheme?.names ?? { zh: 'GS1 编码', en: 'Code of GS1' },
    profile: batch?.profile ?? null,
    productName: batch?.productName ?? null,
    madeOn: batch?.madeOn ?? null,
    makerId: code.makerId,
    makerName: nameOf(code.makerId) ?? '',
    batch: batch ? { code: batch.code, homeId: code.batchHome!, itemId: code.batchId! } : null,
    uploadId: code.uploadId,
    parents,
    children: code.level > 1 ? await unscopedChildCount(db, code) : 0,
    holder: shownHolder
      ? {
          partyId: shownHolder.partyId,
          name: nameOf(shownHolder.partyId) ?? '',
          holdingId: shownHolder.partyId === actor.partyId || actor.kind === 'agency' ? shownHolder.holdingId : null,
        }
      : null,
    held: marks.some((m) => m.pieceId === null || around.has(m.pieceId)),
    flow: flow.map(({ partyId, counterpartId, ...f }) => {
      // one step each way: who is on the other side of one's own deal
      const own = partyId === actor.partyId || counterpartId === actor.partyId
      return {
        ...f,
        partyName: own || mayName(partyId) ? nameOf(partyId) : null,
        counterpartName: counterpartId !== null && (own || mayName(counterpartId)) ? nameOf(counterpartId) : null,
        recordId: partyId === actor.partyId || actor.kind === 'agency' ? f.recordId : null,
      }
    }),
  }
}

type Step = Omit<SerialCode['flow'][number], 'partyName' | 'counterpartName'> & {
  partyId: string
  counterpartId: string | null
}

/** Steps of a way that are shown at most, the newest. */
const MOST = 200

/**
 * What happened to a code: events that named it, and those of the goods it was counted in while it was: its own, those of
 * the packs around it, of the batch.
 */
async function flowOf(db: Db, code: Found, profileId: string | null, now: string): Promise<Step[]> {
  const { rows: facts } = await sql<{
    at: string
    partyId: string
    recordId: string
    profile: string
    event: string
    state: SerialCode['state'] | null
  }>`
    select happened_at as at, party_id, record_id, profile, event, state from serial.code_fact
    where home_id = ${code.homeId} and code = ${code.code}
    order by happened_at desc, record_id desc limit ${MOST}`.execute(db)
  const counting = await stillCounting(db, facts)
  const named = facts.filter((f) => counting.has(f.recordId))
  const { rows: stays } = await sql<{ parentHome: string; parentId: string; from: string; to: string | null }>`
    select parent_home, parent_id, from_time as "from", to_time as "to" from trace.contained
    where home_id = ${code.homeId} and child_id = ${code.itemId} order by from_time`.execute(db)
  const windows = [
    { homeId: code.homeId, itemId: code.itemId, from: null as string | null, to: null as string | null },
    ...stays.map((s) => ({ homeId: s.parentHome, itemId: s.parentId, from: s.from, to: s.to })),
    ...code.parents.slice(1).map((p) => ({ ...p, from: stays.at(-1)?.from ?? null, to: null })),
    ...(code.at.how === 'lot' || !stays.length
      ? [code.lotHome && code.lotId ? { homeId: code.lotHome, itemId: code.lotId, from: null, to: null } : undefined]
      : []
    ).flatMap((w) => w ?? []),
  ]
  const { rows: touched } = await sql<{ eventId: string; partyId: string }>`
    select distinct e.event_id, e.event_party as party_id
    from unnest(${arrayText(
      windows.map((w) => w.homeId),
      true,
    )}::uuid[], ${arrayText(
      windows.map((w) => w.itemId),
      true,
    )}::uuid[], ${arrayText(
      windows.map((w) => w.from),
      false,
    )}::timestamptz[], ${arrayText(
      windows.map((w) => w.to),
      false,
    )}::timestamptz[]) as k (home_id, item_id, begins, ends)
    join trace.item_event e on e.home_id = k.home_id and e.item_id = k.item_id
    where (k.begins is null or e.event_time >= k.begins) and (k.ends is null or e.event_time <= k.ends)
    limit 2000`.execute(db)
  const { rows: events } = await sql<{
    at: string
    partyId: string
    counterpartId: string | null
    step: string
    kind: string
    eventId: string
  }>`
    select v.event_time as at, v.party_id, v.counterpart_id, v.step, v.kind, v.event_id
    from unnest(${arrayText(
      touched.map((t) => t.partyId),
      true,
    )}::uuid[], ${arrayText(
      touched.map((t) => t.eventId),
      true,
    )}::uuid[]) as k (party_id, event_id)
    join trace.event v on v.party_id = k.party_id and v.event_id = k.event_id
    where v.kind in ('produce', 'purchase_in', 'pack', 'unpack', 'dispatch', 'receive', 'return', 'withdraw')
      and not exists (select 1 from trace.event x where x.party_id = v.party_id and x.voids = v.event_id)`.execute(db)
  const profile = profileId ? profileAt(profiles, profileId, civilDate(now)) : undefined
  const namesOf = (event: string): Names | null => (profile && findEvent(profile, event)?.names) ?? null
  const known = new Set(named.map((n) => `${n.partyId} ${Date.parse(n.at)}`))
  const steps: Step[] = [
    ...named.map((f) => ({
      ...{ at: f.at, names: namesOf(f.event), step: f.event, state: f.state, recordId: f.recordId },
      ...{ partyId: f.partyId, counterpartId: null },
    })),
    // an event of the goods that named the code stands there already
    ...events
      .filter((e) => !known.has(`${e.partyId} ${Date.parse(e.at)}`))
      .map((e) => ({
        ...{ at: e.at, names: null, step: e.kind, state: null, recordId: null },
        ...{ partyId: e.partyId, counterpartId: e.counterpartId },
      })),
  ]
  return steps.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).slice(-MOST)
}

/** What is right in a pack. @throws not_found `serial_code.not_found` */
export async function listChildrenOf(
  db: Db,
  actor: Actor,
  f: Input<typeof listChildren>,
): Promise<Output<typeof listChildren>> {
  const { code } = await requireSeen(db, actor, f.code)
  const after = decodeCursor(f.cursor, ['text', 'id'])
  const rows = await unscopedChildren(db, code, { after: after?.[0], limit: f.limit + 1 })
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.code, r.itemId])
  return { items: await linesOf(db, items), nextCursor }
}
