import { type PrefixLengths, prefixLengthsOf } from '../../../kernel/gs1/epc.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import { confirmedPrefixes } from '../../registry/index.ts'
import type { Found } from './select.ts'
import { knownPrefixes } from './words-of.ts'

/**
 * How long the GS1 company prefixes are that stand in some texts (events, or identifiers): by those that the registry
 * confirmed, then by those that this person's events have shown as EPC URNs. Nobody: only the confirmed.
 */
export async function prefixLengthsIn(
  db: Db,
  actor: Actor | undefined,
  texts: readonly string[],
): Promise<PrefixLengths> {
  const confirmed = prefixLengthsOf(await confirmedPrefixes(db, [...candidates(texts)]))
  const seen = prefixLengthsOf(actor ? await knownPrefixes(db, actor) : [])
  return (digits) => confirmed(digits) ?? seen(digits)
}

/** The text in which an event's Digital Links stand. */
const textOfFound = (f: Found): string => f.text ?? JSON.stringify(f.event ?? {})

/** The same for events that were found. */
export const prefixLengthsFor = (db: Db, actor: Actor | undefined, events: readonly Found[]): Promise<PrefixLengths> =>
  prefixLengthsIn(db, actor, events.map(textOfFound))

/** What may be a company prefix of an EPC URN (6 to 12 digits) in a path of a Digital Link, behind one digit or none. */
function candidates(texts: readonly string[]): Set<string> {
  const keys = new Set(texts.flatMap((t) => [...t.matchAll(/\/(\d{7,18})/g)].map((m) => m[1]!.padStart(13, '0'))))
  const found = new Set<string>()
  // a GTIN of twelve digits or thirteen may come without its leading zeros
  for (const key of keys)
    for (const digits of [key, key.slice(1), key.padStart(14, '0').slice(1)])
      for (let n = 6; n <= 12 && n < digits.length; n++) found.add(digits.slice(0, n))
  return found
}
