import { sql } from 'kysely'
import { findEvent, profiles } from '../../../industries/index.ts'
import type { CommandCtx, JournalRow } from '../../../platform/ctx.ts'
import { record, type Subscriber } from '../../../platform/journal.ts'
import { usesBeyond } from '../input/queries.ts'
import { voidRecordOfEvent } from '../record/void.ts'
import { insertSignal, type NewSignal, withdrawSignals } from './queries.ts'

/**
 * Looks again at harvested batches whenever an input with an interval, a harvest or an error is recorded. A use that
 * arrives after the harvest it would have refused raises a signal (journal `production.lateUse`), never a refusal
 * after the fact. Both sides ask, after both are committed: whichever command was first, one of the two sees the other.
 */
export const productionSubscriber: Subscriber = {
  name: 'production.signals',
  kinds: ['production.inputUsed', 'production.harvested', 'production.recordVoided', 'event.voided'],
  async handle(ctx, row) {
    if (row.kind === 'production.inputUsed') await afterUse(ctx, row.about!)
    if (row.kind === 'production.harvested') await afterHarvest(ctx, row.about!)
    if (row.kind === 'production.recordVoided') await afterVoid(ctx, row)
    if (row.kind === 'event.voided') {
      const by = { accountId: row.actorId, onBehalfOf: row.onBehalfOf ?? undefined }
      await voidRecordOfEvent(ctx, { eventId: row.about!, reason: String(row.data['reason']), by })
    }
  },
}

type Harvest = {
  recordId: string
  profile: string
  sector: string
  event: string
  targets: string[]
  productName: string | null
  happenedOn: string
  holdingIds: string[]
}

/** Un-voided harvests of a party: one record, or those of a target in [from, before). */
async function harvestsOf(
  ctx: CommandCtx,
  f: { recordId: string } | { target: string; from: string; before: string },
): Promise<Harvest[]> {
  const rows = await ctx.db
    .selectFrom('production.record')
    .select(['recordId', 'profile', 'sector', 'event', 'targets', 'productName', 'happenedOn', 'holdingIds'])
    .where('partyId', '=', ctx.actor.partyId)
    .where('object', '<>', 'batch')
    .where('voidedAt', 'is', null)
    .$if('recordId' in f, (q) => q.where('recordId', '=', (f as { recordId: string }).recordId))
    .$if('target' in f, (q) => {
      const { target, from, before } = f as { target: string; from: string; before: string }
      return q
        .where(sql<boolean>`targets @> ${[target]}::text[]`)
        .where('happenedOn', '>=', from)
        .where('happenedOn', '<', before)
    })
    .execute()
  return rows.filter((r) => {
    const profile = profiles.find((p) => p.id === r.profile)
    return profile && findEvent(profile, r.event)?.move === 'produce'
  })
}

async function afterUse(ctx: CommandCtx, useRecord: string): Promise<void> {
  const uses = await ctx.db
    .selectFrom('production.inputUse')
    .select(['target', 'name', 'usedOn', 'allowedFrom'])
    .where('partyId', '=', ctx.actor.partyId)
    .where('recordId', '=', useRecord)
    .where('allowedFrom', 'is not', null)
    .where('voidedAt', 'is', null)
    .execute()
  for (const { target, name, usedOn, allowedFrom } of uses)
    for (const h of await harvestsOf(ctx, { target, from: usedOn, before: allowedFrom! }))
      await raise(ctx, h, { kind: 'late_use', useRecord, inputName: name, target, allowedFrom })
}

async function afterHarvest(ctx: CommandCtx, recordId: string): Promise<void> {
  for (const h of await harvestsOf(ctx, { recordId }))
    for (const voided of [false, true])
      for (const u of await usesBeyond(ctx.db, ctx.actor.partyId, h.targets, h.happenedOn, { voided })) {
        const { recordId: useRecord, name: inputName, target, allowedFrom } = u
        const kind = voided ? 'voided_use' : 'late_use'
        await raise(ctx, h, { kind, useRecord, inputName, target, allowedFrom })
      }
}

type Why = Pick<NewSignal, 'kind' | 'useRecord' | 'inputName' | 'target' | 'allowedFrom'>

async function raise(ctx: CommandCtx, h: Harvest, why: Why): Promise<void> {
  const { recordId, sector, productName, happenedOn } = h
  const { partyId } = ctx.actor
  for (const holdingId of h.holdingIds) {
    const signal = { partyId, sector, holdingId, productName, recordId, happenedOn, ...why }
    const signalId = await insertSignal(ctx.db, signal, ctx.now)
    if (!signalId) continue
    const kind = why.kind === 'late_use' ? 'production.lateUse' : 'production.voidedUse'
    const { useRecord, inputName, allowedFrom } = why
    const data = { holdingId, sector, recordId, useRecord, inputName, happenedOn, allowedFrom }
    record(ctx, kind, { about: signalId, data })
  }
}

async function afterVoid(ctx: CommandCtx, row: JournalRow): Promise<void> {
  for (const signalId of await withdrawSignals(ctx.db, ctx.actor.partyId, row.about!, ctx.now))
    record(ctx, 'production.signalWithdrawn', { about: signalId, data: { recordId: row.about } })
}
