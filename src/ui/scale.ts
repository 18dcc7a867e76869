import { normalise } from '../kernel/quantity.ts'

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
