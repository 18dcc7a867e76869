import { sql } from 'kysely'
import { add, subtract } from '../../../kernel/quantity.ts'
import type { RulePermit } from '../../../kernel/rule.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Judged } from '../../production/index.ts'
import { requireFacts } from '../../trace/index.ts'
import { isOfVariety, numberKey, permitUsed, textOf } from '../rules.ts'

export type PermitRow = {
  partyId: string
  permitId: string
  profile: string
  kind: string
  number: string
  counterpartId: string | null
  counterpartName: string | null
  route: string[] | null
  validFrom: string
  validTo: string
  state: string
  handedInOn: string | null
  endedOn: string | null
}
export type LineRow = { line: number; variety: string; granted: string; used: string; unit: string }
type About = Pick<Judged, 'partyId' | 'profile' | 'event' | 'values' | 'goods' | 'counterpartId'>

/** Different authorities may give the same number: so many of them are looked at. */
const MOST = 20

/** Permits of a profile and kind under a number, whoever issued them. */
export async function unscopedByNumber(db: Db | Tx, profile: string, kind: string, number: string) {
  const keys = await db
    .selectFrom('control.permitNumber')
    .select(['partyId', 'permitId'])
    .where('number', '=', numberKey(number))
    .limit(MOST)
    .execute()
  if (!keys.length) return []
  const rows: PermitRow[] = await db
    .selectFrom('control.permit')
    .select(['partyId', 'permitId', 'profile', 'kind', 'number', 'counterpartId', 'counterpartName', 'route'])
    .select(['validFrom', 'validTo', 'state', 'handedInOn', 'endedOn'])
    .where('partyId', '=', sql<string>`any(${[...new Set(keys.map((k) => k.partyId))]}::uuid[])`)
    .where('permitId', '=', sql<string>`any(${keys.map((k) => k.permitId)}::uuid[])`)
    .where('profile', '=', profile)
    .where('kind', '=', kind)
    .execute()
  return rows
}

/** The permit an event names: of several under one number that which names a party of the event. */
async function permitOf(db: Db | Tx, about: About): Promise<PermitRow | undefined> {
  const used = permitUsed(about.profile, about.event.id, about.values)
  if (!used) return undefined
  const rows = await unscopedByNumber(db, about.profile.id, used.kind.id, used.number)
  const parties = [about.partyId, about.counterpartId]
  return rows.find((r) => parties.includes(r.partyId) || parties.includes(r.counterpartId ?? '-')) ?? rows[0]
}

/** The lines of a permit, locked until the command ends: a second sale waits here and then sees what the first has used. */
async function lockLines(db: Db | Tx, { partyId, permitId }: PermitRow): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`select line, variety, granted, used, unit from control.permit_line
    where party_id = ${partyId} and permit_id = ${permitId} order by line for no key update`.execute(db)
  return rows
}

/** The line that grants what the event is about; the first where none does, so that a rule says what is granted. */
async function lineFor(db: Db | Tx, lines: readonly LineRow[], about: About): Promise<LineRow | undefined> {
  if (lines.length < 2) return lines[0]
  const said = textOf(about.values['variety'])
  const goods = await goodsOf(db, about)
  const fits = ({ variety }: LineRow) =>
    /^S\d+$/.test(variety) ? goods.length > 0 && goods.every((g) => isOfVariety(variety, g)) : variety === said
  return lines.find(fits) ?? lines[0]
}

/** Facts of the goods an event moves, of whichever party they are. */
export async function goodsOf(db: Db | Tx, { goods = [], partyId }: Pick<Judged, 'goods' | 'partyId'>) {
  const found: (Awaited<ReturnType<typeof requireFacts>>[number] & { moved: string | undefined })[] = []
  for (const g of goods) {
    const [facts] = await requireFacts(db, g.partyId ?? partyId, [g.holdingId])
    found.push({ ...facts!, moved: g.moved })
  }
  return found
}

/** The permit that an event uses with the line it uses of it, locked. */
export async function lockPermit(db: Db | Tx, about: About): Promise<{ permit: PermitRow; line: LineRow } | undefined> {
  const permit = await permitOf(db, about)
  const line = permit && (await lineFor(db, await lockLines(db, permit), about))
  return permit && line && { permit, line }
}

/**
 * The permit as the rules of a profile see it, with what is left of it before this event. A record that is judged again
 * does not count its own use against itself. A seller or carrier that the permit names and that is not registered is
 * nobody who could act here.
 */
export async function permitFact(db: Db | Tx, about: Judged): Promise<RulePermit | undefined> {
  const found = await lockPermit(db, about)
  if (!found) return undefined
  const { permit, line } = found
  const own = about.recordId === undefined ? '0' : await ownUse(db, permit, about.partyId, about.recordId)
  const named = permit.counterpartId ?? (permit.counterpartName === null ? undefined : `name:${permit.counterpartName}`)
  const ended = [permit.endedOn, permit.handedInOn].filter((d) => d !== null).sort()[0]
  return {
    number: permit.number,
    kind: permit.kind,
    holderId: permit.partyId,
    ...(named === undefined ? {} : { counterpartId: named }),
    variety: line.variety,
    left: add(subtract(line.granted, line.used), own),
    unit: line.unit,
    validFrom: permit.validFrom,
    validTo: permit.validTo,
    ...(permit.route ? { route: permit.route } : {}),
    ...(ended === undefined ? {} : { closedOn: ended }),
  }
}

async function ownUse(db: Db | Tx, permit: PermitRow, recordParty: string, recordId: string): Promise<string> {
  const row = await db
    .selectFrom('control.permitUse')
    .select(['quantity', 'givenBack'])
    .where('partyId', '=', permit.partyId)
    .where('permitId', '=', permit.permitId)
    .where('recordParty', '=', recordParty)
    .where('recordId', '=', recordId)
    .where('voidedAt', 'is', null)
    .executeTakeFirst()
  return row ? subtract(row.quantity, row.givenBack) : '0'
}
