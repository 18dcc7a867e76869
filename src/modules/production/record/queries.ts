import { sql } from 'kysely'
import { addDays, findEvent, profiles } from '../../../industries/index.ts'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import { partyNames, rowsInScope } from '../../identity/index.ts'
import type { Finding } from '../rule/schema.ts'
import { shownFields } from './personal.ts'
import type { Values } from './rules.ts'
import type { getCompleteness, listRecords, ProductionRecord } from './schema.ts'
import { plotsOf } from './targets.ts'

/** The records this person may see: an operator its own, an agency those of its divisions and sectors. */
const recordsOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('production.record as r')
    .select([
      'r.partyId',
      'r.recordId',
      'r.profile',
      'r.profileVersion',
      'r.sector',
      'r.event',
      'r.object',
      'r.targets',
    ])
    .select(['r.productId', 'r.productName', 'r.happenedOn', 'r.happenedAt', 'r.fields', 'r.missing', 'r.warnings'])
    .select(['r.findings', 'r.personalMasked'])
    .select(['r.holdingIds', 'r.traceEvent', 'r.accountId', 'r.onBehalfOf', 'r.recordedAt', 'r.voidedAt'])
    .select('r.archivedAt')
    .where(rowsInScope(actor, 'r.partyId', 'r.sector'))

type Row = Awaited<ReturnType<ReturnType<typeof recordsOf>['execute']>>[number]

/** Names of parties, plots and events, and the declarations of error, beside rows that a scoped read answered. */
async function dress(db: Db, rows: readonly Row[]): Promise<ProductionRecord[]> {
  const parties = [...new Set(rows.map((r) => r.partyId))]
  const names = await partyNames(db, parties)
  const plots = new Map<string, string>()
  for (const partyId of parties) {
    const ids = rows.filter((r) => r.partyId === partyId && r.object === 'plot').flatMap((r) => r.targets)
    for (const [id, p] of await plotsOf(db, partyId, ids)) plots.set(id, p.name)
  }
  const voids = await voidsOf(
    db,
    rows.filter((r) => r.voidedAt !== null),
  )
  return rows.map(({ voidedAt, personalMasked, ...r }): ProductionRecord => {
    const masks = personalMasked as Record<string, string> | null
    const event = findEventOf(r.profile, r.event)
    const declared = voids.get(`${r.partyId} ${r.recordId}`)
    return {
      ...r,
      object: r.object as ProductionRecord['object'],
      fields: shownFields(r.fields as Values, masks),
      findings: r.findings as Finding[],
      personal: Object.keys(masks ?? {}),
      partyName: names.get(r.partyId)?.name ?? '',
      eventName: event?.names ?? { zh: r.event, en: r.event },
      targets: r.targets.map((id) => ({ id, name: plots.get(id) ?? id })),
      voided: voidedAt !== null && declared ? declared : null,
    }
  })
}

export const findEventOf = (profileId: string, eventId: string) =>
  profiles
    .filter((p) => p.id === profileId)
    .map((p) => findEvent(p, eventId))
    .find((e) => e !== undefined)

async function voidsOf(db: Db, rows: readonly Pick<Row, 'partyId' | 'recordId'>[]) {
  const voids = new Map<string, NonNullable<ProductionRecord['voided']>>()
  if (!rows.length) return voids
  const declared = await db
    .selectFrom('production.recordVoid')
    .select(['partyId', 'recordId', 'reason', 'accountId', 'onBehalfOf', 'voidedAt as at'])
    .where('partyId', '=', sql<string>`any(${[...new Set(rows.map((r) => r.partyId))]}::uuid[])`)
    .where('recordId', '=', sql<string>`any(${rows.map((r) => r.recordId)}::uuid[])`)
    .execute()
  for (const { partyId, recordId, ...v } of declared) voids.set(`${partyId} ${recordId}`, v)
  return voids
}

/** Newest happening first. */
export async function findRecords(
  db: Db,
  actor: Actor,
  f: Input<typeof listRecords>,
): Promise<Output<typeof listRecords>> {
  const after = decodeCursor(f.cursor, ['date', 'id'])
  const spelled = f.target && [f.target.toLowerCase(), f.target.toUpperCase()]
  const rows = await recordsOf(db, actor)
    .$if(f.partyId !== undefined, (q) => q.where('r.partyId', '=', f.partyId!))
    .$if(spelled !== undefined, (q) => q.where(sql<boolean>`r.targets && ${spelled as string[]}::text[]`))
    .$if(f.productId !== undefined, (q) => q.where('r.productId', '=', f.productId!))
    .$if(f.profile !== undefined, (q) => q.where('r.profile', '=', f.profile!))
    .$if(f.event !== undefined, (q) => q.where('r.event', '=', f.event!))
    .$if(f.holdingId !== undefined, (q) => q.where(sql<boolean>`r.holding_ids @> ${[f.holdingId!]}::uuid[]`))
    .$if(f.from !== undefined, (q) => q.where('r.happenedOn', '>=', f.from!))
    .$if(f.to !== undefined, (q) => q.where('r.happenedOn', '<=', f.to!))
    .$if(f.voided === 'without', (q) => q.where('r.voidedAt', 'is', null))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(r.happened_on, r.record_id) < (${after![0]}::date, ${after![1]}::uuid)`),
    )
    .orderBy('r.happenedOn', 'desc')
    .orderBy('r.recordId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.happenedOn, r.recordId])
  return { items: await dress(db, items), nextCursor }
}

/** @throws not_found `record.not_found` */
export async function requireRecord(
  db: Db,
  actor: Actor,
  { recordId, partyId }: { recordId: string; partyId?: string | undefined },
): Promise<ProductionRecord> {
  const row = await recordsOf(db, actor)
    .where('r.recordId', '=', recordId)
    .$if(actor.kind === 'operator' || partyId !== undefined, (q) => q.where('r.partyId', '=', partyId ?? actor.partyId))
    .executeTakeFirst()
  return (await dress(db, [found(row, 'record', recordId)]))[0]!
}

/** A record as it is kept, for modules above that act on it: personal values are pseudonyms. */
export const unscopedRecord = (db: Db | Tx, partyId: string, recordId: string) =>
  db
    .selectFrom('production.record')
    .select(['partyId', 'recordId', 'profile', 'event', 'fields', 'happenedOn', 'happenedAt', 'traceEvent', 'voidedAt'])
    .where('partyId', '=', partyId)
    .where('recordId', '=', recordId)
    .executeTakeFirst()

/** What readers see of the personal values of records, by the path of the field; whether they may see the records is checked. */
export async function unscopedMasks(
  db: Db | Tx,
  keys: readonly { partyId: string; recordId: string }[],
): Promise<Map<string, Record<string, string>>> {
  if (!keys.length) return new Map()
  const rows = await db
    .selectFrom('production.record')
    .select(['recordId', 'personalMasked'])
    .where('partyId', '=', sql<string>`any(${[...new Set(keys.map((k) => k.partyId))]}::uuid[])`)
    .where('recordId', '=', sql<string>`any(${[...new Set(keys.map((k) => k.recordId))]}::uuid[])`)
    .execute()
  return new Map(rows.map((r) => [r.recordId, (r.personalMasked ?? {}) as Record<string, string>]))
}

/** What a record says of a trace event, beside the event. */
export type RecordOfEvent = Pick<
  ProductionRecord,
  'recordId' | 'profile' | 'event' | 'eventName' | 'missing' | 'findings'
>

/** The records that this person may see of trace events, by the event's id. */
export async function recordsOfEvents(
  db: Db,
  actor: Actor,
  events: readonly { partyId: string; eventId: string }[],
): Promise<Map<string, RecordOfEvent>> {
  if (!events.length) return new Map()
  const rows = await recordsOf(db, actor)
    .where('r.partyId', '=', sql<string>`any(${[...new Set(events.map((e) => e.partyId))]}::uuid[])`)
    .where('r.traceEvent', '=', sql<string>`any(${events.map((e) => e.eventId)}::uuid[])`)
    .execute()
  return new Map(
    rows.map((r) => [
      r.traceEvent!,
      {
        ...{ recordId: r.recordId, profile: r.profile, event: r.event, missing: r.missing },
        eventName: findEventOf(r.profile, r.event)?.names ?? { zh: r.event, en: r.event },
        findings: r.findings as Finding[],
      },
    ]),
  )
}

/** What of one operator's records lacks what the law asks for in a period, and harvests nothing else is on record of. */
export async function findCompleteness(
  db: Db,
  actor: Actor,
  f: Input<typeof getCompleteness>,
): Promise<Output<typeof getCompleteness>> {
  const rows = await recordsOf(db, actor)
    .where('r.partyId', '=', f.partyId ?? actor.partyId)
    .where('r.happenedOn', '>=', addDays(f.from, -365))
    .where('r.happenedOn', '<=', f.to)
    .where('r.voidedAt', 'is', null)
    .where('r.object', '<>', 'batch')
    .orderBy('r.happenedOn', 'desc')
    .orderBy('r.recordId', 'desc')
    .execute()
  const within = rows.filter((r) => r.happenedOn >= f.from)
  const incomplete = within.filter((r) => r.missing.length > 0)
  const counts = new Map<string, { event: string; key: string; count: number }>()
  for (const r of incomplete)
    for (const key of r.missing) {
      const id = `${r.event} ${key}`
      counts.set(id, { event: r.event, key, count: (counts.get(id)?.count ?? 0) + 1 })
    }
  const isHarvest = (r: Row) => findEventOf(r.profile, r.event)?.move === 'produce'
  const bare = within.filter(isHarvest).flatMap((h) => {
    const bareTargets = h.targets.filter(
      (t) => !rows.some((r) => !isHarvest(r) && r.targets.includes(t) && r.happenedOn <= h.happenedOn),
    )
    return bareTargets.map((target) => ({ ...pick(h), target }))
  })
  const plots = await plotsOf(
    db,
    f.partyId ?? actor.partyId,
    bare.map((b) => b.target),
  )
  return {
    records: within.length,
    complete: within.length - incomplete.length,
    missing: [...counts.values()].sort((a, b) => b.count - a.count),
    incomplete: incomplete.slice(0, 200).map((r) => ({ ...pick(r), missing: r.missing })),
    bare: bare
      .slice(0, 200)
      .map((b) => ({ ...b, target: { id: b.target, name: plots.get(b.target)?.name ?? b.target } })),
  }
}

const pick = ({ recordId, event, happenedOn }: Row) => ({ recordId, event, happenedOn })
