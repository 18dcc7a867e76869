import { convert, isQuantity, normalise } from '../kernel/quantity.ts'
import { isUnit, type Unit } from '../kernel/unit.ts'

/** Where the local bridge of docs/domain/device.md listens: this computer, and no other (the server's CSP allows it). */
export const bridgeOrigin = 'http://127.0.0.1:8137'
const kept = 'suyuan.scale'

/** A scale stands at a computer, not with a person: the choice is kept in this browser. */
export const hasScale = (): boolean => localStorage.getItem(kept) === 'on'
export const setScale = (on: boolean): void => (on ? localStorage.setItem(kept, 'on') : localStorage.removeItem(kept))

export const weightUnits = ['kg', 'g', 't', 'jin'] as const
export type Weight = { value: string; unit: (typeof weightUnits)[number] }
/** `away`: no bridge answers · `unsteady`: the scale has not come to rest · `unreadable`: what came is no weight. */
export type WeighFault = 'away' | 'unsteady' | 'unreadable'

/** What lies on the scale now. */
export async function weigh(ask: typeof fetch = fetch): Promise<Weight | WeighFault> {
  const answer = await ask(`${bridgeOrigin}/v1/weight`, { signal: AbortSignal.timeout(3000), cache: 'no-store' })
    .then((r) => (r.ok ? r.json() : undefined))
    .catch(() => 'away' as const)
  return answer === 'away' ? answer : weightOf(answer)
}

/** `{ "value": "12.345", "unit": "kg", "stable": true }`, to three decimals as quantities have them. */
export function weightOf(answer: unknown): Weight | WeighFault {
  const { value, unit, stable } = (answer ?? {}) as Record<string, unknown>
  const known = weightUnits.find((u) => u === unit)
  if (typeof value !== 'string' || !/^(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?$/.test(value) || !known)
    return 'unreadable'
  if (stable !== true) return 'unsteady'
  return { value: normalise(Number(value).toFixed(3)), unit: known }
}

/**
 * A weight in the unit that its field stands at, else in the scale's own, else in another that the field takes: the first
 * that needs no more decimals than a quantity has; where each does, the first, rounded. Undefined: the field takes no mass.
 */
export function weightIn(
  { value, unit }: Weight,
  at: string | undefined,
  units: readonly string[],
): { quantity: string; unit: Unit } | undefined {
  const found = [at, unit, ...units].flatMap((u) => {
    const quantity = isUnit(u) && units.includes(u) ? convert(value, unit, u) : undefined
    return quantity === undefined ? [] : [{ quantity, unit: u as Unit }]
  })
  const [first] = found
  return (
    found.find((f) => isQuantity(f.quantity)) ??
    (first && { ...first, quantity: normalise(Number(first.quantity).toFixed(3)) })
  )
}
