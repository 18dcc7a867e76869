import { createHash } from 'node:crypto'
import { hashUri, preHash } from '../../../kernel/epcis/hash.ts'
import { eventPath, readJson } from '../../../kernel/epcis/json.ts'
import { normalForm } from '../../../kernel/epcis/normal.ts'
import { problem } from '../../../kernel/epcis/reasons.ts'
import { eventProblems } from '../../../kernel/epcis/validate.ts'
import { readXml } from '../../../kernel/epcis/xml-read.ts'
import { preHashMost, problemsMost, type Validated } from './schema.ts'

export type Format = 'json' | 'xml'

/** What is wrong with a document, event by event, and the hashes of the events with which nothing is. Pure. */
export function validated(text: string, format: Format): Validated {
  const document = format === 'xml' ? readXml(text) : readJson(text)
  let room = preHashMost
  const events = document.events.map(({ event, namespaces }, index) => {
    let problems = eventProblems(document, index)
    const said = problems.length === 0 ? preHash(normalForm(event, namespaces)) : undefined
    room -= said?.length ?? 0
    const fits = said !== undefined && room >= 0
    if (said !== undefined && !fits) problems = [problem(eventPath(document, index), 'event_too_large')]
    return {
      index,
      eventID: typeof event['eventID'] === 'string' ? event['eventID'] : null,
      hash: fits ? hashUri(createHash('sha256').update(said, 'utf8').digest('hex')) : null,
      preHash: fits ? said : null,
      problems: problems.slice(0, problemsMost),
    }
  })
  return { events, problems: document.problems.slice(0, problemsMost) }
}
