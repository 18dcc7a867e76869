import type { FormInstance } from 'antd'
import type * as z from 'zod'
import { checkFacts } from '../../../modules/registry/facts/rules.ts'
import type { Facts } from '../../../modules/registry/facts/schema.ts'
import type { Filing } from '../../../modules/registry/filing/schema.ts'
import { chinaToday } from '../../../ui/format.ts'

/** What the form holds: an empty field is undefined or an empty text. */
export type FactsValues = Partial<z.input<typeof Facts>> & { scale?: Record<string, string | undefined> }

const filled = (v: unknown) => v !== undefined && v !== null && v !== ''

/** The form's values as facts to hand in: empty fields left out, those of an empty scale too. */
export function factsOf(values: FactsValues): z.input<typeof Facts> {
  const scale = Object.fromEntries(Object.entries(values.scale ?? {}).filter(([, v]) => filled(v)))
  const facts = { ...values, scale: Object.keys(scale).length ? scale : undefined }
  return Object.fromEntries(Object.entries(facts).filter(([, v]) => filled(v))) as z.input<typeof Facts>
}

/** What is known as the form's first values. */
export function valuesOf({ identityMasked: _, ...shown }: Filing['facts']): FactsValues {
  return shown as FactsValues
}

/**
 * Marks in the form what the server would refuse, by the same rule. `keeps`: an identity number is known already.
 * @returns whether everything is in order.
 */
export function markIssues(
  form: FormInstance,
  facts: z.input<typeof Facts>,
  say: (reason: string) => string,
  keeps = false,
): boolean {
  const checked = checkFacts(facts as Facts, chinaToday(), keeps ? { identityHash: 'kept' } : undefined)
  if (!('issues' in checked)) return true
  form.setFields(checked.issues.map((i) => ({ name: i.path.split('.'), errors: [say(i.reason)] })) as never)
  return false
}
