import { type Identified, identify } from '../gs1/identify.ts'

const memory = 10_000
let newest = new Map<string, Identified>()
let older = new Map<string, Identified>()

/**
 * `identify`, remembering the newest: an identifier is asked for when it is checked, when the event is normalised and
 * when it is hashed, and the same places and lots come again and again. Two generations, so that a document with more
 * identifiers than fit does not empty the memory it is still using.
 */
export function identified(text: string): Identified {
  const known = newest.get(text)
  if (known) return known
  const found = older.get(text) ?? identify(text)
  if (newest.size >= memory) {
    older = newest
    newest = new Map()
  }
  newest.set(text, found)
  return found
}
