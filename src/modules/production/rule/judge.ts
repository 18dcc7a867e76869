import { judgeRules, type RuleFinding } from '../../../kernel/rule.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import { stableId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { keepAttempt } from '../refusal/report.ts'
import { insertSignal } from '../signal/queries.ts'
import { gatherFacts, type Judging } from './facts.ts'
import type { Finding } from './schema.ts'

/** Findings of the profile's rules on an event, with the facts they rest on; none where no rule speaks of the event. */
export async function findingsOn(db: Db | Tx, judging: Judging): Promise<RuleFinding[]> {
  const rules = (judging.profile.judged ?? []).filter((r) => r.on.includes(judging.event.id))
  if (!rules.length) return []
  const { facts, looked, whole } = await gatherFacts(db, judging)
  const found = judgeRules(rules, facts)
  return looked() ? judgeRules(rules, await whole()) : found
}

/** A finding as it is kept and shown. */
export const findingShown = ({ rule, judgement }: RuleFinding): Finding => ({
  rule: rule.id,
  action: rule.action,
  names: rule.names,
  text: judgement.text,
  source: rule.source,
  confidence: rule.confidence ?? null,
  items: [...(judgement.items ?? [])],
  from: judgement.from ?? null,
})

/**
 * Judges an event by the rules of its profile before it is recorded. What a rule forbids is refused, with the rule, its
 * sentence in the reader's language and its source, and the attempt is kept and reported. @returns what does not stop
 * it: `carryOut` acts on it once the record is there. @throws conflict `rule.blocked`
 */
export async function judgeEvent(
  ctx: CommandCtx,
  judging: Omit<Judging, 'partyId'>,
  about: { command: string; line?: number; productName?: string | undefined },
): Promise<Finding[]> {
  const found = (await findingsOn(ctx.db, { ...judging, partyId: ctx.actor.partyId })).map(findingShown)
  const blocks = found.filter((f) => f.action === 'block')
  const [first] = blocks
  if (!first) return found
  const { profile, event, happenedOn, targets } = judging
  const { rule, source, confidence, from, items } = first
  const details = {
    ...{ rule, source, confidence, items },
    text: first.text[ctx.actor.language],
    name: first.names[ctx.actor.language],
    ...(from === null ? {} : { from }),
    findings: blocks,
  }
  keepAttempt(ctx, {
    ...about,
    reason: 'rule.blocked',
    details,
    rule,
    text: first.text,
    source,
    profile: profile.id,
    sector: profile.sector,
    event: event.id,
    target: targets?.[0],
    happenedOn,
  })
  throw new AppError('conflict', 'rule.blocked', details)
}

/** A record that was made, for what follows from it. */
export type Recorded = {
  recordId: string
  profile: { id: string; sector: string }
  happenedOn: string
  holdingIds: readonly string[]
  product?: { name: string } | undefined
}

/** An alarm becomes a signal on the authority's desk, a task dated work of the operator; a warning stands on the record. */
export async function carryOut(ctx: CommandCtx, findings: readonly Finding[], of: Recorded): Promise<void> {
  for (const finding of findings) {
    if (finding.action === 'alarm') await raise(ctx, 'rule', finding, of)
    if (finding.action === 'task') await openTask(ctx, finding, of)
  }
}

const TOLD = {
  rule: 'production.ruleAlarm',
  late_fact: 'production.lateFact',
  voided_fact: 'production.voidedFact',
} as const

/** Puts a finding on the authority's desk: on each batch the record is about, or on the record as such. */
export async function raise(
  ctx: CommandCtx,
  kind: 'rule' | 'late_fact' | 'voided_fact',
  { rule, text, source }: Pick<Finding, 'rule' | 'text' | 'source'>,
  { recordId, profile: { sector }, happenedOn, holdingIds, product }: Recorded,
  because?: string,
): Promise<void> {
  const { partyId } = ctx.actor
  const holdingId = holdingIds[0] ?? null
  const signal = { partyId, kind, sector, holdingId, productName: product?.name ?? null, recordId, happenedOn }
  const told = { rule, textZh: text.zh, textEn: text.en, source, ...(because ? { useRecord: because } : {}) }
  const signalId = await insertSignal(ctx.db, { ...signal, ...told }, ctx.now)
  if (!signalId) return
  record(ctx, TOLD[kind], {
    about: signalId,
    data: { ofParty: partyId, holdingId, sector, recordId, rule, text, source, ...(because ? { because } : {}) },
  })
}

async function openTask(ctx: CommandCtx, { rule, text, source, from }: Finding, of: Recorded): Promise<void> {
  const { partyId } = ctx.actor
  const taskId = stableId(`task/${partyId}/${of.recordId}/${rule}`)
  await ctx.db
    .insertInto('production.task')
    .values({
      ...{ partyId, taskId, rule, source, profile: of.profile.id, sector: of.profile.sector, recordId: of.recordId },
      ...{ textZh: text.zh, textEn: text.en, dueOn: from, openedAt: ctx.now },
    })
    .onConflict((c) => c.doNothing())
    .execute()
  record(ctx, 'production.taskOpened', { about: taskId, data: { rule, recordId: of.recordId, dueOn: from } })
}
