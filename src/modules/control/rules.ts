import type {
  ProfileControl,
  ProfileCount,
  ProfileCustodyMove,
  ProfilePermit,
  ProfileWhen,
} from '../../kernel/control.ts'
import type { Profile } from '../../kernel/profile.ts'
import { add, convert, normalise } from '../../kernel/quantity.ts'
import { isUnit } from '../../kernel/unit.ts'

/** What a profile says of permits, custody and counts, read for one event of it. Pure; server and screens share it. */

type Values = Readonly<Record<string, unknown>>

/** `valid` good on its days · `closed` given back and cancelled 缴销 · `revoked` taken back by its issuer. */
export const permitStates = ['valid', 'closed', 'revoked'] as const
export type PermitState = (typeof permitStates)[number]

export const custodyEffects = ['in', 'out', 'back', 'spent', 'lost'] as const

/** A value as text; undefined where it is empty or none. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined

/** A permit's number as it is found again, however it was typed: full-width characters and spaces do not tell two apart. */
export const numberKey = (number: string): string => number.normalize('NFKC').replace(/\s/g, '').toUpperCase()

const applies = ({ event, when }: ProfileWhen, eventId: string, values: Values): boolean =>
  event === eventId && (!when || when.in.includes(String(values[when.key])))

/** The permit an event uses, with the number it names; undefined where it uses none or names none. */
export function permitUsed(
  { control }: Pick<Profile, 'control'>,
  eventId: string,
  values: Values,
): { kind: ProfilePermit; number: string } | undefined {
  for (const kind of control?.permits ?? [])
    for (const use of kind.uses) {
      const number = applies(use, eventId, values) ? textOf(values[use.number]) : undefined
      if (number !== undefined) return { kind, number }
    }
  return undefined
}

/** The permit an event says was given back, and on which day. */
export function permitHandedIn(
  { control }: Pick<Profile, 'control'>,
  eventId: string,
  values: Values,
): { kind: ProfilePermit; number: string; on: string | undefined } | undefined {
  for (const kind of control?.permits ?? []) {
    const { handedIn } = kind
    const number = handedIn?.event === eventId ? textOf(values[handedIn.number]) : undefined
    if (handedIn && number !== undefined) return { kind, number, on: textOf(values[handedIn.on]) }
  }
  return undefined
}

export const custodyMoveOf = ({ control }: Pick<Profile, 'control'>, eventId: string): ProfileCustodyMove | undefined =>
  control?.custody?.moves.find((m) => m.event === eventId)

export const countOf = ({ control }: Pick<Profile, 'control'>, eventId: string): ProfileCount | undefined =>
  control?.counts.find((c) => c.event === eventId)

/** The profile's control, where a person role, permit kind or anything else is asked for by its id. */
export const roleOf = (control: ProfileControl | undefined, id: string) => control?.persons.find((p) => p.id === id)
export const permitKindOf = (control: ProfileControl | undefined, id: string) =>
  control?.permits.find((p) => p.id === id)

/** Codes a value holds, each once. */
export const codesIn = (value: unknown): string[] => [
  ...new Set((Array.isArray(value) ? value : [value]).flatMap((v) => textOf(v) ?? [])),
]

/** The amount a `quantity` value holds. */
export function amountIn(value: unknown): { quantity: string; unit: string } | undefined {
  if (typeof value !== 'object' || value === null || !('quantity' in value) || !('unit' in value)) return undefined
  const { quantity, unit } = value
  return typeof quantity === 'string' && typeof unit === 'string' ? { quantity, unit } : undefined
}

/** The same amount in another unit, or undefined where the two do not compare. */
export const inUnit = (quantity: string, from: string, to: string): string | undefined =>
  from === to ? normalise(quantity) : isUnit(from) && isUnit(to) ? convert(quantity, from, to) : undefined

/** Sum of amounts in one unit; undefined where one of them does not convert into it. */
export function sumIn(amounts: readonly { quantity: string; unit: string }[], unit: string): string | undefined {
  let total = '0'
  for (const a of amounts) {
    const converted = inUnit(a.quantity, a.unit, unit)
    if (converted === undefined) return undefined
    total = add(total, converted)
  }
  return total
}

/** Goods as a variety in words or as a class (`S60101`) names them. */
export type Named = { classCode: string | null; productName: string | null; classNames?: readonly string[] }

/** Whether a variety names these goods: by their class, by the product's name with or without its specification, or by the name of their class. */
export function isOfVariety(variety: string, { classCode, productName, classNames = [] }: Named): boolean {
  const wanted = variety.trim()
  if (/^S\d+$/.test(wanted)) return classCode?.startsWith(wanted) ?? false
  return productName === wanted || (productName?.startsWith(`${wanted} `) ?? false) || classNames.includes(wanted)
}
