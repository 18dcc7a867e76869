import { setImmediate } from 'node:timers/promises'
import type { ReadDocument } from '../../../kernel/epcis/model.ts'
import { normalForm } from '../../../kernel/epcis/normal.ts'
import { eventProblems } from '../../../kernel/epcis/validate.ts'
import { eventHash } from '../../trace/index.ts'
import { problemsMost, type Validated } from './schema.ts'

/** Other requests wait no longer than this for a large document, in milliseconds. */
const slice = 20

/** What is wrong with a document that was read, event by event, and the hashes of the events with which nothing is. */
export async function validated(document: ReadDocument): Promise<Validated> {
  const events: Validated['events'] = []
  let since = performance.now()
  for (const [index, { event, namespaces }] of document.events.entries()) {
    const problems = eventProblems(document, index)
    const sound = problems.length === 0 ? eventHash(normalForm(event, namespaces)) : undefined
    events.push({
      index,
      eventID: typeof event['eventID'] === 'string' ? event['eventID'] : null,
      hash: sound?.uri ?? null,
      preHash: sound?.preHash ?? null,
      problems: problems.slice(0, problemsMost),
    })
    if (performance.now() - since > slice) {
      await setImmediate()
      since = performance.now()
    }
  }
  return { events, problems: document.problems.slice(0, problemsMost) }
}
