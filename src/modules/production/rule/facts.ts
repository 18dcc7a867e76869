import { sql } from 'kysely'
import type { RuleFact, RuleFacts, RuleItem, RuleParty } from '../../../kernel/rule.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { unscopedRuleParties } from '../../registry/index.ts'
import { type ItemHistory, isForeignParty, unscopedHistories } from '../../trace/index.ts'
import { withArchivedValues } from '../record/archive.ts'
import type { Values } from '../record/rules.ts'
import { type Judged, ruleSources } from './sources.ts'

/** What the facts are gathered for. */
export type Judging = Judged & {
  /** A buyer or supplier that is not registered here. */
  outside?: true
  /** Facts of the same command that are not written yet. */
  also?: readonly RuleFact[]
}

/** Ledger lines and records of pieces that a rule looks back on at most, the newest. */
const MOST = 1000

/**
 * Everything a rule may look at, up to the event's time, in a few statements: the goods with their histories and what
 * other modules know; then, by `whole`, the parties with their roles and licences and the party's own ledger.
 */
async function goodsFacts(db: Db | Tx, j: Judging, happenedAt: string) {
  const { partyId } = j
  const keys = (j.goods ?? []).map((g) => ({ partyId: g.partyId ?? partyId, holdingId: g.holdingId }))
  const histories = await unscopedHistories(db, keys, happenedAt)
  const moved = new Map((j.goods ?? []).map((g) => [g.holdingId, g.moved]))
  const items: RuleItem[] = histories.map((h) => itemOf(h, moved.get(h.holdingId)))
  const holdings: Holdings = new Map(items.map((item, i) => [item, histories[i]!]))
  const more: RuleItem[] = []
  for (const source of ruleSources()) more.push(...((await source.items?.(db, j)) ?? []))
  items.push(...joined(more))
  const permit = await firstOf((s) => s.permit?.(db, j))
  return { items, holdings, permit, stock: await firstOf((s) => s.stock?.(db, j)) }
}

/**
 * What several sources know of one item: of each fact the first that states it is believed, histories are told together.
 * A unit's own book knows codes that no register does.
 */
function joined(items: readonly RuleItem[]): RuleItem[] {
  const told = (f: RuleFact) => `${f.partyId} ${f.event} ${Date.parse(f.happenedAt)}`
  return [...Map.groupBy(items, (i) => i.identifier).values()].map((same) => {
    const [first] = same
    if (same.length === 1) return first!
    const facts = new Map(same.flatMap((i) => i.history).map((f) => [told(f), f]))
    return {
      ...Object.assign({}, ...same.toReversed()),
      held: same.some((i) => i.held),
      history: [...facts.values()].sort((a, b) => Date.parse(a.happenedAt) - Date.parse(b.happenedAt)),
    }
  })
}

/** Whose goods an item is. */
type Holdings = ReadonlyMap<RuleItem, { partyId: string; holdingId: string }>

type Look = { facts: RuleFacts; looked: () => boolean; whole: () => Promise<RuleFacts> }

/**
 * The facts for a first look, which tell whether a rule asked for what they lack: roles, licences, the other party, the
 * ledger. Few rules do, and a sale should not wait for what none reads; `whole` has all of it.
 */
export async function gatherFacts(db: Db | Tx, j: Judging): Promise<Look> {
  const { partyId, profile, event, values, happenedOn } = j
  const happenedAt = new Date(j.happenedAt).toISOString()
  const { items, holdings, permit, stock } = await goodsFacts(db, j, happenedAt)
  // what is known of pieces and assets is in the ledger's records
  let looked = event.object === 'piece' || event.object === 'asset'
  const seen = <T>(value: T): T => {
    looked = true
    return value
  }
  const known = { ...(permit ? { permit } : {}), ...(stock ? { stock } : {}) }
  const about = { profile: profile.id, event: event.id, happenedOn, happenedAt, values, ...known }
  const facts: RuleFacts = {
    ...about,
    items: await dressed(db, j, items, holdings),
    actor: {
      partyId,
      registered: true,
      get roles() {
        return seen([])
      },
      get licences() {
        return seen([])
      },
    },
    get counterpart() {
      return seen(outsider(j.counterpartId))
    },
    get ledger() {
      return seen([])
    },
  }
  const whole = async (): Promise<RuleFacts> => {
    const own = await ownFacts(db, j, happenedAt)
    const more = [...items]
    const known = new Set(items.map((i) => i.identifier))
    for (const target of event.object === 'piece' || event.object === 'asset' ? (j.targets ?? []) : [])
      if (!known.has(target))
        more.push({
          identifier: target,
          kind: event.object === 'asset' ? 'asset' : 'piece',
          held: false,
          history: own.filter((f) => f.targets.includes(target)).map(factOf),
        })
    const ledger = [...own.filter((f) => f.holdingIds.length === 0).map(factOf), ...(j.also ?? [])]
    return { ...about, items: await dressed(db, j, more, holdings), ...(await partiesOf(db, j)), ledger }
  }
  return { facts, looked: () => looked, whole }
}

async function partiesOf(db: Db | Tx, j: Judging): Promise<Pick<RuleFacts, 'actor' | 'counterpart'>> {
  const { partyId, counterpartId } = j
  const registered = counterpartId !== undefined && !isForeignParty(counterpartId) ? [counterpartId] : []
  const parties = await unscopedRuleParties(db, [partyId, ...registered], j.profile.id, j.happenedOn)
  const counterpart = registered.length
    ? parties.get(registered[0]!)
    : counterpartId !== undefined || j.outside
      ? outsider(counterpartId)
      : undefined
  return { actor: parties.get(partyId)!, ...(counterpart ? { counterpart } : {}) }
}

/** Items with the temperatures that are known of them. */
async function dressed(db: Db | Tx, j: Judging, items: readonly RuleItem[], holdings: Holdings): Promise<RuleItem[]> {
  const done: RuleItem[] = []
  for (const item of items) {
    const readings = await firstOf((s) => s.readings?.(db, j, item, holdings.get(item)))
    done.push(readings ? { ...item, readings } : item)
  }
  return done
}

async function firstOf<T>(ask: (source: ReturnType<typeof ruleSources>[number]) => Promise<T | undefined> | undefined) {
  for (const source of ruleSources()) {
    const answer = await ask(source)
    if (answer !== undefined) return answer
  }
  return undefined
}

const outsider = (partyId = ''): RuleParty => ({ partyId, registered: false, roles: [], licences: [] })

type OwnFact = RuleFact & { holdingIds: string[]; targets: string[] }

const factOf = ({ holdingIds: _, targets: _targets, ...fact }: OwnFact): RuleFact => fact

/** Records of the acting party under this profile that are about no goods, oldest first. */
async function ownFacts(db: Db | Tx, { partyId, profile }: Judging, until: string): Promise<OwnFact[]> {
  const { rows } = await sql<OwnFact & { values: Values; recordId: string; archivedAt: string | null }>`
    select profile, event, happened_on, happened_at, party_id, record_id, archived_at, fields as values, holding_ids, targets
    from production.record
    where party_id = ${partyId} and profile = ${profile.id} and holding_ids = '{}' and happened_at <= ${until}::timestamptz
      and voided_at is null
    order by happened_at desc, record_id desc limit ${MOST}`.execute(db)
  const told = await withArchivedValues(db, rows.reverse(), 'values')
  return told.map(({ recordId: _, archivedAt: _archived, ...fact }) => fact)
}

/** An item and its history as rules read it. Its day of expiry is what an event said last under `expires_on`. */
function itemOf(h: ItemHistory, moved: string | undefined): RuleItem {
  const history = h.facts.map(({ eventId: _, ...f }): RuleFact => ({ ...f, happenedOn: civilDate(f.happenedAt) }))
  const expiries = history.flatMap((f) => (typeof f.values['expires_on'] === 'string' ? [f.values['expires_on']] : []))
  const expiresOn = expiries.at(-1)
  return {
    identifier: h.identifier,
    kind: h.kind === 'pack' || h.kind === 'piece' || h.kind === 'asset' ? h.kind : 'batch',
    ...(h.classCode === null ? {} : { classCode: h.classCode }),
    ...(h.madeOn === null ? {} : { madeOn: h.madeOn }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
    available: h.available,
    ...(moved === undefined ? {} : { moved }),
    unit: h.unit,
    holderId: h.partyId,
    held: h.held,
    history,
  }
}
