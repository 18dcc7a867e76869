import { type SqlBool, sql } from 'kysely'
import { profiles } from '../../../industries/index.ts'
import { normalise } from '../../../kernel/quantity.ts'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { partyNames, rowsInScope } from '../../identity/index.ts'
import { unscopedMasks } from '../../production/index.ts'
import { personNames } from '../person/queries.ts'
import { custodyMoveOf } from '../rules.ts'
import type { CustodyLine, listCustody } from './schema.ts'

const linesOf = (db: Db, actor: Actor) =>
  db
    .selectFrom('control.custody as c')
    .select(['c.partyId', 'c.recordId', 'c.line', 'c.profile', 'c.sector', 'c.holdingId', 'c.productName', 'c.code'])
    .select(['c.quantity', 'c.leftOut', 'c.unit', 'c.personKey', 'c.personId', 'c.since', 'c.until'])
    .where(rowsInScope(actor, 'c.partyId', 'c.sector'))
    .where('c.voidedAt', 'is', null)
type Row = Awaited<ReturnType<ReturnType<typeof linesOf>['execute']>>[number]

/** What is out, the longest out first. */
export async function findCustody(
  db: Db,
  actor: Actor,
  f: Input<typeof listCustody>,
  now: string,
): Promise<Output<typeof listCustody>> {
  const after = decodeCursor(f.cursor, ['time', 'id', 'count'])
  const rows = await linesOf(db, actor)
    .$if(f.partyId !== undefined, (q) => q.where('c.partyId', '=', f.partyId!))
    .$if(f.which !== 'all', (q) => q.where('c.leftOut', '>', '0'))
    .$if(f.which === 'overdue', (q) => q.where('c.until', '<', now))
    .$if(f.code !== undefined, (q) => q.where('c.code', '=', f.code!))
    .$if(after !== undefined, (q) =>
      q.where(
        sql<SqlBool>`(c.since, c.record_id, c.line) > (${after![0]}::timestamptz, ${after![1]}::uuid, ${after![2]}::integer)`,
      ),
    )
    .orderBy('c.since')
    .orderBy('c.recordId')
    .orderBy('c.line')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.since, r.recordId, String(r.line)])
  return { items: await dress(db, items, now), nextCursor }
}

type MoveRow = {
  recordId: string
  event: string
  effect: string
  quantity: string
  unit: string
  happenedAt: string
  personKey: string | null
  personId: string | null
  outRecord: string
  outLine: number
}

/** What settled lines that a scoped read answered. */
async function movesOf(db: Db, rows: readonly Row[]): Promise<MoveRow[]> {
  const { rows: moves } = await sql<MoveRow>`
    select record_id, event, effect, quantity, unit, happened_at, person_key, person_id, out_record, out_line
    from control.custody_move
    where party_id = any(${[...new Set(rows.map((r) => r.partyId))]}::uuid[])
      and out_record = any(${[...new Set(rows.map((r) => r.recordId))]}::uuid[]) and voided_at is null
    order by happened_at, record_id, line`.execute(db)
  return moves
}

async function dress(db: Db, rows: readonly Row[], now: string): Promise<CustodyLine[]> {
  if (!rows.length) return []
  const moves = await movesOf(db, rows)
  const parties = await partyNames(
    db,
    rows.map((r) => r.partyId),
  )
  const ofParty = new Map(rows.map((r) => [r.recordId, r.partyId]))
  const all = [...rows, ...moves.map((m) => ({ ...m, partyId: ofParty.get(m.outRecord)! }))]
  const names = await personNames(db, all)
  const masks = await unscopedMasks(db, all)
  const profileOf = new Map(rows.map((r) => [r.recordId, r.profile]))
  // who is on the unit's list is named by it, anybody else by the mask of the record
  const nameOf = (
    recordId: string,
    personId: string | null,
    profile: string | undefined,
    event: string | undefined,
  ) => {
    const listed = personId === null ? undefined : names.get(personId)?.name
    if (listed !== undefined) return listed
    const known = profiles.find((p) => p.id === profile)
    const key = known && moveKey(known, event)
    return (key === undefined ? undefined : masks.get(recordId)?.[key]) ?? null
  }
  return rows.map(({ personKey, leftOut, ...r }) => ({
    ...r,
    quantity: normalise(r.quantity),
    left: normalise(leftOut),
    partyName: parties.get(r.partyId)?.name ?? '',
    person: nameOf(r.recordId, r.personId, r.profile, undefined),
    overdue: r.until !== null && Date.parse(r.until) < Date.parse(now) && normalise(leftOut) !== '0',
    moves: moves
      .filter((m) => m.outRecord === r.recordId && m.outLine === r.line)
      .map((m) => ({
        ...{ recordId: m.recordId, event: m.event, effect: m.effect as CustodyLine['moves'][number]['effect'] },
        ...{ quantity: normalise(m.quantity), unit: m.unit, happenedAt: m.happenedAt },
        person: nameOf(m.recordId, m.personId, profileOf.get(m.outRecord), m.event),
        otherPerson: m.personKey !== null && personKey !== null && m.personKey !== personKey,
      })),
  }))
}

/** The field of an event that names who has goods in hand; without an event that of the issue. */
const moveKey = (profile: (typeof profiles)[number], event: string | undefined): string | undefined =>
  (event === undefined
    ? profile.control?.custody?.moves.find((m) => m.effect === 'out')
    : custodyMoveOf(profile, event)
  )?.person?.key
