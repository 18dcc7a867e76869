import { sql } from 'kysely'
import { findEvent, profiles } from '../../../industries/index.ts'
import type { CommandCtx, JournalRow } from '../../../platform/ctx.ts'
import type { Subscriber } from '../../../platform/journal.ts'
import { unscopedDestinations } from '../../trace/index.ts'
import { profileOn } from '../profile/in-force.ts'
import { withArchivedValues } from '../record/archive.ts'
import type { Values } from '../record/rules.ts'
import { findingShown, findingsOn, raise } from './judge.ts'
import type { Finding } from './schema.ts'

/**
 * A rule judges on the history up to the event's time. When a fact arrives late, or is declared an error, what happened
 * after it is judged again: what a rule would have refused or alarmed about, and did not, becomes a signal
 * (`production.lateFact`, `production.voidedFact`), never a refusal after the fact (core.md section 3).
 */
export const ruleSubscriber: Subscriber = {
  name: 'production.rules',
  kinds: [
    'production.recorded',
    'production.assetRecorded',
    'production.inputUsed',
    'production.stepRecorded',
    'production.harvested',
    'production.recordVoided',
  ],
  handle: (ctx, row) => judgeAgain(ctx, row),
}

/** Later events that one fact makes be judged again at most, the first after it. */
const MOST = 200

type Recorded = {
  partyId: string
  recordId: string
  profile: string
  sector: string
  event: string
  targets: string[]
  productName: string | null
  happenedOn: string
  happenedAt: string
  recordedAt: string
  fields: Values
  archivedAt: string | null
  holdingIds: string[]
  findings: Finding[]
  moved: { holdingId: string; partyId?: string; moved?: string }[] | null
  counterpartId: string | null
}

const columns = sql`party_id, record_id, profile, sector, event, targets, product_name, happened_on, happened_at,
  recorded_at, archived_at, fields, holding_ids, findings, moved, counterpart_id`

async function judgeAgain(ctx: CommandCtx, row: JournalRow): Promise<void> {
  // a step on several batches is one journal row for each record
  const { rows } = await sql<Recorded>`select ${columns} from production.record
    where party_id = ${row.partyId} and record_id = ${row.about}`.execute(ctx.db)
  const [late] = rows
  if (!late || !profiles.some((p) => p.judged?.length)) return
  for (const later of await laterOf(ctx, late, row.at))
    await judgeOne(ctx, later, late, row.kind === 'production.recordVoided' ? 'voided_fact' : 'late_fact')
}

/** Records of events after the fact's time that were made before it was known, about its goods or of its party's ledger. */
async function laterOf(ctx: CommandCtx, late: Recorded, knownAt: string): Promise<Recorded[]> {
  const keys = late.holdingIds.map((holdingId) => ({ partyId: late.partyId, holdingId }))
  const reached = await unscopedDestinations(ctx.db, keys, late.happenedAt)
  const about = reached.length
    ? sql`party_id = any(${[...new Set(reached.map((h) => h.partyId))]}::uuid[])
        and holding_ids && ${reached.map((h) => h.holdingId)}::uuid[]`
    : sql`party_id = ${late.partyId} and profile = ${late.profile}`
  const { rows } = await sql<Recorded>`select ${columns} from production.record
    where ${about} and happened_at >= ${late.happenedAt}::timestamptz and recorded_at < ${knownAt}::timestamptz
      and record_id <> ${late.recordId} and voided_at is null
    order by happened_at, record_id limit ${MOST}`.execute(ctx.db)
  return withArchivedValues(ctx.db, rows, 'fields')
}

async function judgeOne(
  ctx: CommandCtx,
  later: Recorded,
  late: Recorded,
  kind: 'late_fact' | 'voided_fact',
): Promise<void> {
  const profile = await profileOn(ctx.db, later.partyId, later.profile, later.happenedOn)
  const event = profile && findEvent(profile, later.event)
  if (!profile || !event) return
  const { partyId, happenedOn, happenedAt, targets, holdingIds, fields: values } = later
  const goods = later.moved ?? holdingIds.map((holdingId) => ({ holdingId }))
  const { recordId, counterpartId } = later
  const other = counterpartId === null ? {} : { counterpartId }
  const judging = { partyId, profile, event, values, happenedOn, happenedAt, targets, goods, recordId, ...other }
  const known = new Set(later.findings.map((f) => f.rule))
  const fresh = (await findingsOn(ctx.db, judging)).map(findingShown).filter((f) => !known.has(f.rule))
  const of = { ...later, profile, product: later.productName === null ? undefined : { name: later.productName } }
  for (const finding of fresh)
    if (finding.action === 'block' || finding.action === 'alarm')
      await raise({ ...ctx, actor: { ...ctx.actor, partyId } }, kind, finding, of, late.recordId)
}
