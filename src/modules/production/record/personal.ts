import type { ProfileField } from '../../../kernel/profile.ts'
import type { Sealer } from '../../../platform/seal.ts'
import type { Values } from './rules.ts'

/**
 * Values of an event with its personal ones taken out: in their place stands a pseudonym, the same for the same value,
 * so that rules can tell whether two records name one person, and nobody can read who. `masked` is what readers see,
 * `sealed` the values themselves.
 */
export type Hidden = { fields: Values; masked: Record<string, string> | null; sealed: string | null }

type Fields = readonly ProfileField[]

/** Only under this context can the sealed values be opened again: they cannot be moved to another record. */
const context = (partyId: string, recordId: string) => `production.record.personal_sealed ${partyId} ${recordId}`

/** A personal text as readers see it: a number keeps three characters in front and two behind, a name its first. */
function masked(text: string): string {
  const characters = [...text]
  const [head, tail] = characters.length >= 8 ? [3, 2] : [1, 0]
  return characters.map((c, i) => (i < head || i >= characters.length - tail ? c : '*')).join('')
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : JSON.stringify(value))

const isEmpty = (value: unknown) => value === undefined || value === null || value === ''

/** Takes the personal values of a record out. */
export function hidePersonal(
  sealer: Sealer,
  { partyId, recordId }: { partyId: string; recordId: string },
  fields: Fields,
  values: Values,
): Hidden {
  const found: Record<string, string> = {}
  const hide = (own: Fields, of: Values, path: string): Values => {
    const out: Record<string, unknown> = { ...of }
    for (const field of own) {
      const value = of[field.key]
      const at = `${path}${field.key}`
      if (isEmpty(value)) continue
      if (field.type === 'rows' && Array.isArray(value))
        out[field.key] = value.map((row, i) => hide(field.fields, row as Values, `${at}.${i}.`))
      else if (field.personal) {
        found[at] = textOf(value)
        out[field.key] = pseudonym(sealer, found[at])
      }
    }
    return out
  }
  const hidden = hide(fields, values, '')
  if (!Object.keys(found).length) return { fields: values, masked: null, sealed: null }
  return {
    fields: hidden,
    masked: Object.fromEntries(Object.entries(found).map(([path, text]) => [path, masked(text)])),
    sealed: sealer.seal(JSON.stringify(found), context(partyId, recordId)),
  }
}

/** 96 bits of a keyed hash: nobody without the key can try numbers, and two persons do not meet. */
export const pseudonym = (sealer: Sealer, text: string): string =>
  `p.${sealer.hash(text, 'production.personal').slice(2, 18)}`

/** Fields as readers see them: the masks in place of the pseudonyms. */
export function shownFields(fields: Values, masks: Readonly<Record<string, string>> | null): Values {
  if (!masks) return fields
  const out = structuredClone(fields) as Record<string, unknown>
  for (const [path, text] of Object.entries(masks)) {
    const steps = path.split('.')
    let at: unknown = out
    for (const step of steps.slice(0, -1)) at = (at as Record<string, unknown> | undefined)?.[step]
    if (typeof at === 'object' && at !== null) Object.assign(at, { [steps.at(-1)!]: text })
  }
  return out
}

/** The personal values of a record, by the path of their fields. */
export const openPersonal = (
  sealer: Sealer,
  { partyId, recordId }: { partyId: string; recordId: string },
  sealed: string,
): Record<string, string> => JSON.parse(sealer.open(sealed, context(partyId, recordId))) as Record<string, string>
