import { findEvent, missingByLaw, profiles } from '../../../industries/index.ts'
import { type Profile, type ProfileEvent, profileAt } from '../../../kernel/profile.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { unscopedRuleParties } from '../../registry/index.ts'
import { refuseTime } from '../../trace/rules.ts'
import { profileOn } from '../profile/in-force.ts'
import { requireEventRole } from '../profile/roles.ts'
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
  /** Now when absent, or the day that the form has for the event. */
  eventTime?: string | undefined
  /** What the form of the profile's event was filled with; `event` where the profile has several of the move. */
  given: { profile?: string | undefined; event?: string | undefined; fields?: Values | undefined }
}

export type TransferJudged = {
  /** What goes into the body of the event: persons as pseudonyms. */
  fields: Record<string, unknown>
  findings: Finding[]
  /** The profile's event that it was judged as; null where the chain of the goods has none. */
  as: { profile: string; event: string } | null
  /** Keys of fields the law asks for that were left empty: a sale without the form lacks all of them. */
  missing: string[]
  /** When it happened. */
  eventTime: string
  /** Writes the record of the profile's event, once the transfer's event is there. */
  keep: (made: { eventId: string; holdingIds: string[] }) => Promise<void>
}

/**
 * Judges a dispatch or a receipt as the event that the profile of its goods has for it: its fields are checked and its
 * rules asked. Without the form the rules judge it all the same, and what the law wants said of it stands on its record
 * as missing; only an event whose profile says `formRequired` is refused then. Goods of a profile without such an event
 * go as they always did. @throws invalid `record.…`, conflict `rule.blocked`, not_found `profile_event.not_found`
 */
export async function judgeTransfer(ctx: CommandCtx, sealer: Sealer, half: TransferHalf): Promise<TransferJudged> {
  const { move, goods, given, eventTime = ctx.now } = half
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
    return { fields: { event: move }, findings: [], as: null, missing: [], eventTime, keep: async () => {} }
  }
  const { profile, event } = found
  const checked =
    isFilled(given) || event.formRequired
      ? checkEvent(ctx, event, given.fields ?? {}, half.eventTime)
      : { fields: {}, happenedOn: civilDate(eventTime), happenedAt: eventTime }
  const { happenedOn, happenedAt } = checked
  await requireEventRole(ctx, profile, event, happenedOn)
  await checkReferences(ctx, event, checked.fields)
  const recordId = newId()
  const { partyId } = ctx.actor
  const { fields, ...personal } = hidePersonal(sealer, { partyId, recordId }, event.fields, checked.fields)
  const missing = missingByLaw(event, fields)
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
    as: { profile: profile.id, event: event.id },
    findings,
    missing,
    eventTime: happenedAt,
    keep: async ({ eventId, holdingIds }) => {
      // nothing was said, no rule speaks of it and no law asks: the event of the transfer says it all
      if (!judged && !Object.keys(fields).length && !missing.length) return
      const row = { recordId, profile, event, targets: [], fields, personal, happenedOn, happenedAt, warnings: [] }
      const on = { goods: judging.goods, counterpartId: half.counterpartId }
      await insertRecords(ctx, sealer, [{ ...row, ...on, findings, holdingIds, traceEvent: eventId, sent: null }])
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
  { move, goods, given, eventTime = ctx.now }: TransferHalf,
): Promise<{ profile: Profile; event: ProfileEvent } | undefined> {
  const id = given.profile ?? goods.profile
  if (id === null) return undefined
  const date = civilDate(eventTime)
  const base = profileAt(profiles, id, date) ?? profileAt(profiles, id, civilDate(ctx.now))
  if (!base || !concerns(base, goods)) return undefined
  const asked = given.event ?? (await usualEvent(ctx, base, move, date))?.id
  // an overlay asks for more in the form; without one it changes nothing
  const needsForm = isFilled(given) || base.events.find((e) => e.id === asked)?.formRequired
  const profile = (needsForm && (await profileOn(ctx.db, ctx.actor.partyId, base.id, date))) || base
  const event = asked === undefined ? undefined : findEvent(profile, asked)
  return event?.move === move ? { profile, event } : undefined
}

/** Of several events of a move that of the party's role, else one for everybody, else the first. */
async function usualEvent(ctx: CommandCtx, profile: Profile, move: TransferHalf['move'], date: string) {
  const events = profile.events.filter((e) => e.move === move)
  if (events.length < 2) return events[0]
  const { partyId } = ctx.actor
  const roles = (await unscopedRuleParties(ctx.db, [partyId], profile.id, date)).get(partyId)?.roles ?? []
  return (
    events.find((e) => e.roles?.some((r) => roles.includes(r))) ?? events.find((e) => !e.roles?.length) ?? events[0]
  )
}

const concerns = (profile: Profile, { profile: own, classCode }: TransferHalf['goods']): boolean =>
  profile.id === own || (profile.alsoClasses?.some((prefix) => classCode?.startsWith(prefix)) ?? false)
