import { findEvent, profiles } from '../../../industries/index.ts'
import type { Names } from '../../../kernel/names.ts'
import type { Profile, ProfileEvent, ProfileField } from '../../../kernel/profile.ts'
import { isUnit, UNITS } from '../../../kernel/unit.ts'
import type { Language } from '../../../platform/i18n.ts'
import { shanghai, showDate, showNumber, showTime } from '../page/say.ts'
import type { Happening } from './chain.ts'

/** One public fact of a step, in both languages. */
export type ShownField = { label: Names; value: Names; bad: boolean }

/** A step of the public timeline; several alike are one, with how many and from when until when. */
export type Step = {
  kind: string
  names: Names
  from: string
  until: string
  count: number
  /** Party ids, each once, in order of time. */
  parties: string[]
  fields: ShownField[]
  /** Civil day since which what it said is in the archive; null while it is at hand. */
  archivedOn: string | null
}

/** Lines of the timeline at most, so that the page stays one answer. */
const LINES = 12
/** Kinds of event whose party made or changed the goods and is named; of the others the public sees the county. */
export const makingKinds: ReadonlySet<string> = new Set(['produce', 'purchase_in', 'process', 'merge', 'pack'])
const hidden = new Set(['return', 'withdraw', 'error', 'unpack'])
const produced: Names = { zh: '生产', en: 'Produced' }

const byId = new Map(profiles.map((p) => [p.id, p]))

/** The profile's event behind what happened: as it names it, by its step where only one event has it, or by the kind. */
export function eventOf(
  profile: Profile | undefined,
  h: Pick<Happening, 'kind' | 'step' | 'fields'>,
): ProfileEvent | undefined {
  if (!profile) return undefined
  const named = h.fields?.['event']
  const stated = typeof named === 'string' ? findEvent(profile, named) : undefined
  if (stated) return stated
  const alike = profile.events.filter((e) => e.step === h.step)
  return findEvent(profile, h.step) ?? (alike.length === 1 ? alike[0] : findEvent(profile, h.kind))
}

export const profileOf = (id: string | null): Profile | undefined => (id === null ? undefined : byId.get(id))

/** The profile an event was recorded by: a market's for the vegetables of a farm; else that of the goods. */
export function profileBehind({ profile, fields }: Pick<Happening, 'profile' | 'fields'>): Profile | undefined {
  const said = fields?.['profile']
  const own = profileOf(profile)
  // goods of which nothing is public stay so, whoever records about them
  return own?.publicView.none || typeof said !== 'string' ? own : (profileOf(said) ?? own)
}

/**
 * What of a chain is public: events that the profile shows, of each only the fields it makes public. An event the
 * profile does not know is shown only where goods came into being, without fields.
 */
export function publicSteps(happenings: readonly Happening[]): { steps: Step[]; more: boolean } {
  const groups = new Map<string, Step>()
  const seen = new Set<string>()
  for (const h of happenings) {
    if (seen.has(h.eventId) || hidden.has(h.kind)) continue
    const profile = profileBehind(h)
    const event = eventOf(profile, h)
    if (event ? !profile!.publicView.events.includes(event.id) : h.kind !== 'produce') continue
    seen.add(h.eventId)
    const day = shanghai(h.eventTime).slice(0, 10)
    const fields = event ? publicFields(event, h.fields ?? {}, day) : []
    // alike: the same step, saying the same
    const archivedOn = h.archivedAt === null ? null : shanghai(h.archivedAt).slice(0, 10)
    const key = `${profile?.id} ${event?.id ?? h.kind} ${archivedOn} ${JSON.stringify(fields)}`
    const step = groups.get(key)
    if (!step) {
      const names = event?.names ?? produced
      const days = { from: day, until: day }
      groups.set(key, { kind: h.kind, names, ...days, count: 1, parties: [h.eventParty], fields, archivedOn })
      continue
    }
    step.count++
    if (day > step.until) step.until = day
    if (!step.parties.includes(h.eventParty)) step.parties.push(h.eventParty)
  }
  const all = [...groups.values()]
  return { steps: all.length > LINES ? [...all.slice(0, 3), ...all.slice(3 - LINES)] : all, more: all.length > LINES }
}

/** The public fields of an event as they are read; `day` is not said twice. */
export function publicFields(event: ProfileEvent, values: Record<string, unknown>, day: string): ShownField[] {
  return event.publicFields.flatMap((key) => {
    const field = event.fields.find((f) => f.key === key)
    const value = values[key]
    // the day of the step stands above it already
    if (!field || value === undefined || value === null || value === '' || value === day) return []
    const zh = showValue(field, value, 'zh')
    const en = showValue(field, value, 'en')
    return zh && en ? [{ label: field.names, value: { zh, en }, bad: value === 'fail' }] : []
  })
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value.slice(0, 60) : undefined)

/** The value of a field as it is read; undefined for what has no public form (persons, files, plots). */
export function showValue(field: ProfileField, value: unknown, language: Language): string | undefined {
  switch (field.type) {
    case 'text':
    case 'code':
      return text(value)
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? showDate(value, language) : undefined
    case 'datetime':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? showTime(value, language) : undefined
    case 'choice': {
      const chosen = (Array.isArray(value) ? value : [value]).flatMap(
        (id) => field.choices.find((c) => c.id === id)?.names[language] ?? [],
      )
      return chosen.length ? chosen.join(language === 'zh' ? '、' : ', ') : undefined
    }
    case 'number':
      return typeof value === 'string' && field.unit ? showQuantity(value, field.unit, language) : text(value)
    case 'quantity': {
      const { quantity, unit } = value as { quantity?: unknown; unit?: unknown }
      return typeof quantity === 'string' ? showQuantity(quantity, String(unit), language) : undefined
    }
    case 'place': {
      const { name } = value as { name?: unknown }
      return text(name)
    }
    case 'yes_no':
      return typeof value === 'boolean' ? YES_NO[String(value) as 'true' | 'false'][language] : undefined
    case 'codes':
      return Array.isArray(value) ? value.filter((v) => typeof v === 'string').join(' ') || undefined : undefined
    default:
      return undefined
  }
}

const YES_NO = { true: { zh: '是', en: 'yes' }, false: { zh: '否', en: 'no' } } as const

export const showQuantity = (quantity: string, unit: string, language: Language): string =>
  `${showNumber(quantity)} ${isUnit(unit) ? UNITS[unit].names[language] : unit}`
