import { findEvent, profiles } from '../../../industries/index.ts'
import { type Profile, type ProfileEvent, profileAt } from '../../../kernel/profile.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { refuseTime } from '../../trace/rules.ts'
import { profileOn } from '../profile/in-force.ts'
import { checkEvent, checkReferences } from '../record/check.ts'
import { insertRecords } from '../record/insert.ts'
import { hidePersonal } from '../record/personal.ts'
import type { Values } from '../record/rules.ts'
import { followRecord } from '../rule/effects.ts'
import { carryOut, judgeEvent } from '../rule/judge.ts'
import type { Finding } from '../rule/schema.ts'

/** One half of a transfer, as the profile of its goods sees it. */
export type TransferHalf = {
  move: 'dispatch' | 'receive'
  command: string
  /** The holding that moves: the seller's, in both halves. */
  goods: {
    partyId: string
    holdingId: string
    moved: string
    profile: string | null
    classCode: string | null
    productName: string | null
  }
  counterpartId?: string | undefined
  /** A buyer or seller that is not registered. */
  outside?: true
  eventTime: string
  /** What the form of the profile's event was filled with; `event` where the profile has several of the move. */
  given: { profile?: string | undefined; event?: string | undefined; fields?: Values | undefined }
}

export type TransferJudged = {
  /** What goes into the body of the event: persons as pseudonyms. */
  fields: Record<string, unknown>
  findings: Finding[]
  /** Writes the record of the profile's event, once the transfer's event is there. */
  keep: (made: { eventId: string; holdingIds: string[] }) => Promise<void>
}

/**
 * Judges a dispatch or a receipt as the event that the profile of its goods has for it: its fields are checked and its
 * rules asked. Goods of a profile without such an event go as they always did. @throws invalid `record.…`, conflict
 * `rule.blocked`, not_found `profile_event.not_found`
 */
export async function judgeTransfer(ctx: CommandCtx, sealer: Sealer, half: TransferHalf): Promise<TransferJudged> {
  const { move, goods, given, eventTime } = half
  // the transfer's own refusal, before a rule judges what has not happened
  const early = refuseTime(eventTime, ctx.now, [])
  if (early) throw new AppError('conflict', early.reason, early.details)
  const found = await eventOf(ctx, half)
  if (!found) {
    if (isFilled(given))
      throw new AppError('not_found', 'profile_event.not_found', {
        id: given.event ?? move,
        profile: given.profile ?? goods.profile ?? '',
      })
    return { fields: { event: move }, findings: [], keep: async () => {} }
  }
  const { profile, event } = found
  // a sale without the profile's form is judged by its rules; what the law wants said of it is noted as lacking
  const checked = isFilled(given)
    ? checkEvent(ctx, event, given.fields ?? {}, eventTime)
    : { fields: {}, happenedOn: civilDate(eventTime), happenedAt: eventTime }
  const { happenedOn, happenedAt } = checked
  await checkReferences(ctx, event, checked.fields)
  const recordId = newId()
  const { partyId } = ctx.actor
  const { fields, ...personal } = hidePersonal(sealer, { partyId, recordId }, event.fields, checked.fields)
  const productName = goods.productName ?? undefined
  const judging = {
    ...{ profile, event, values: fields, happenedOn, happenedAt, goods: [goods] },
    counterpartId: half.counterpartId,
    ...(half.outside ? { outside: true as const } : {}),
  }
  const findings = await judgeEvent(ctx, judging, { command: half.command, productName })
  const judged = (profile.judged ?? []).some((r) => r.on.includes(event.id))
  return {
    fields: { profile: profile.id, event: event.id, ...fields },
    findings,
    keep: async ({ eventId, holdingIds }) => {
      // nothing was said and no rule speaks of it: the event of the transfer says it all
      if (!judged && !Object.keys(fields).length) return
      const row = { recordId, profile, event, targets: [], fields, personal, happenedOn, happenedAt, warnings: [] }
      await insertRecords(ctx, sealer, [{ ...row, findings, holdingIds, traceEvent: eventId, sent: null }])
      const product = productName === undefined ? undefined : { name: productName }
      await carryOut(ctx, findings, { recordId, profile, happenedOn, holdingIds, product })
      await followRecord(ctx, { ...judging, partyId, recordId, holdingIds, eventId })
      record(ctx, 'production.stepRecorded', { about: recordId, eventId, data: { event: event.id, happenedOn } })
    },
  }
}

const isFilled = ({ event, fields }: TransferHalf['given']): boolean => event !== undefined || fields !== undefined

/** The event of the goods' profile, or of one whose chain they pass through, as it binds the acting party. */
async function eventOf(
  ctx: CommandCtx,
  { move, goods, given, eventTime }: TransferHalf,
): Promise<{ profile: Profile; event: ProfileEvent } | undefined> {
  const id = given.profile ?? goods.profile
  if (id === null) return undefined
  const date = civilDate(eventTime)
  const base = profileAt(profiles, id, date) ?? profileAt(profiles, id, civilDate(ctx.now))
  if (!base || !concerns(base, goods)) return undefined
  // an overlay asks for more in the form; without one it changes nothing
  const profile = (isFilled(given) && (await profileOn(ctx.db, ctx.actor.partyId, base.id, date))) || base
  const event =
    given.event === undefined ? profile.events.find((e) => e.move === move) : findEvent(profile, given.event)
  return event?.move === move ? { profile, event } : undefined
}

const concerns = (profile: Profile, { profile: own, classCode }: TransferHalf['goods']): boolean =>
  profile.id === own || (profile.alsoClasses?.some((prefix) => classCode?.startsWith(prefix)) ?? false)
